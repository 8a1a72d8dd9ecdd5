using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ferry.Environments;

/// <summary>Sets one value in the text of a configuration file and leaves everything else as it is: comments, order, blank lines.</summary>
internal static class SettingText
{
    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Sets a value; sections on the way that are missing are added at the end of theirs.</summary>
    /// <param name="text">The file: one JSON object, comments and trailing commas allowed.</param>
    /// <param name="path">The keys that lead to the value; they compare without case.</param>
    /// <param name="value">The value, as JSON.</param>
    /// <returns>The new text; null when something on the way is no section.</returns>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public static string? Set(string text, IReadOnlyList<string> path, string value)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var place = SettingPlace.Find(bytes, path);
        return place switch
        {
            { Depth: var depth } when depth == path.Count => Splice(bytes, place.Start, place.End, value),
            { IsSection: true } => Splice(bytes, place.Start, place.End, Member(text, bytes, place, path, value)),
            _ => null,
        };
    }

    /// <summary>The rest of the path as one new member, written on a line of its own where its section has several.</summary>
    private static string Member(string text, byte[] bytes, SettingPlace place, IReadOnlyList<string> path, string value)
    {
        var member = value;
        for (var depth = path.Count - 1; depth >= place.Depth; depth--)
        {
            member = $"{JsonSerializer.Serialize(path[depth], _plain)}: {(depth == path.Count - 1 ? member : $"{{ {member} }}")}";
        }

        var comma = place.NeedsComma ? "," : "";
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        return place.MemberIndent is { } indent
            ? $"{comma}{newLine}{indent}{member}"
            : $"{comma}{(bytes[place.Start - 1] == (byte)' ' ? "" : " ")}{member}{(bytes[place.Start] == (byte)' ' ? "" : " ")}";
    }

    private static string Splice(byte[] bytes, int start, int end, string with) =>
        string.Concat(Encoding.UTF8.GetString(bytes.AsSpan(0, start)), with, Encoding.UTF8.GetString(bytes.AsSpan(end)));
}
