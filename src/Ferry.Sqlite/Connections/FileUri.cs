namespace Ferry.Sqlite.Connections;

/// <summary>Names a file so that no character of its path is taken for an option (https://sqlite.org/uri.html).</summary>
internal static class FileUri
{
    public static string For(string path, bool immutable)
    {
        var escaped = string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
        return $"file://{(escaped.StartsWith('/') ? "" : "/")}{escaped}{(immutable ? "?immutable=1" : "")}";
    }
}
