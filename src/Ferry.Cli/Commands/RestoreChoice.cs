namespace Ferry.Cli.Commands;

/// <summary>What the command line says about a restore.</summary>
internal sealed record RestoreChoice(
    string? Source, string? Backup, string? Into, string? Database, IReadOnlyList<string> Tables, bool AllowProtected, string? Confirm);
