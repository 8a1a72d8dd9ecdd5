namespace Ferry.Cli.Commands;

/// <summary>What the command line says about a restore.</summary>
internal sealed record RestoreChoice(
    string? Source, string? Backup, string? Into, string? Database, IReadOnlyList<string> Tables, bool Salvage, bool AllowProtected, string? Confirm)
{
    /// <summary>Whether the target is the URL of a database, or a reference to one, rather than an environment.</summary>
    public bool IntoUrl => Into?.Contains(':', StringComparison.Ordinal) == true;

    /// <summary>How the target is named in a command to type: never with a password.</summary>
    /// <param name="environment">The environment it went to.</param>
    /// <param name="display">The target's safe form.</param>
    public string TypedInto(string environment, string display) =>
        !IntoUrl ? environment : Into!.StartsWith("env:", StringComparison.Ordinal) || Into.StartsWith("file:", StringComparison.Ordinal) ? Into : display;
}
