namespace Ferry.Environments;

/// <summary>One assignment in a <c>.env</c> file.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value, unquoted and interpolated.</param>
/// <param name="Line">The line it starts on, from 1.</param>
internal sealed record DotEnvEntry(string Name, string Value, int Line);
