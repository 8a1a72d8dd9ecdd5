namespace Ferry.Cli.Commands.Sync;

/// <summary>What the command line says about where rows come from and go to.</summary>
/// <param name="Source">The environment that they come from; null when none was named.</param>
/// <param name="Into">The environment that they go to; null for the current one.</param>
/// <param name="Backup">The backup to take them from, by name, <c>latest</c> or path; null for the live databases.</param>
/// <param name="Database">Only the database with this key.</param>
/// <param name="AllowProtected">Whether a protected target was asked for.</param>
/// <param name="Confirm">The protected target's name, typed.</param>
/// <param name="Attended">Whether someone will look at the plan before it is applied.</param>
internal sealed record SyncChoice(string? Source, string? Into, string? Backup, string? Database, bool AllowProtected, string? Confirm, bool Attended = false);
