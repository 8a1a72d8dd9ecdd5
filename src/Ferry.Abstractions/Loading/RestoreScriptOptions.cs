using Ferry.Databases;

namespace Ferry.Loading;

/// <summary>How a restore script differs from the source.</summary>
/// <param name="Database">Name of the database on the target; references to the source's own name are rewritten to it.</param>
public sealed record RestoreScriptOptions(string Database)
{
    /// <summary>Only these tables, with their keys and triggers; null for everything.</summary>
    public IReadOnlyCollection<string>? Tables { get; init; }

    /// <summary>Tables so small that their keys are made with them: building keys over the loaded rows costs a statement, which pays for many rows only.</summary>
    public IReadOnlyCollection<string> SmallTables { get; init; } = [];

    /// <summary>Accounts that exist on the target; a definer that is not among them is replaced by the current user and noted. Null: none is replaced.</summary>
    public IReadOnlyCollection<string>? KnownDefiners { get; init; }

    /// <summary>The server to restore to, where known.</summary>
    public ServerIdentity? Server { get; init; }
}
