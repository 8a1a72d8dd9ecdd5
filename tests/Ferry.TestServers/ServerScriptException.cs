namespace Ferry.TestServers;

/// <summary>One of the scripts in eng/servers failed; the message holds what it said.</summary>
internal sealed class ServerScriptException(string script, int exitCode, string errors)
    : Exception($"eng/servers/{script} failed with exit code {exitCode}: {errors}")
{
    /// <summary>Whether something has to be installed first, as opposed to a server that does not start.</summary>
    public bool IsMissing { get; } = exitCode == 69;
}
