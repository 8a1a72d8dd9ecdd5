using Ferry.Images;
using Ferry.Loading;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Databases;

/// <summary>A login to one database. Its roles are narrow; one that the engine or the access lacks is null.</summary>
public interface IDatabaseSession : IAsyncDisposable
{
    /// <summary>Who answered: product, version and identity of the server.</summary>
    ServerIdentity Server { get; }

    /// <summary>Reads what the database is made of.</summary>
    ISchemaReader Schema { get; }

    /// <summary>Opens consistent snapshots to read rows from.</summary>
    ISnapshotSource Snapshots { get; }

    /// <summary>Loads rows and DDL; null without write access or for image engines.</summary>
    ILoadTarget? Target { get; }

    /// <summary>Copies and replaces the database file; null for engines without one.</summary>
    IImageDatabase? Image { get; }

    /// <summary>Merges rows of another database in; null without write access.</summary>
    IMergeDatabase? Merge { get; }

    /// <summary>Checks privileges and settings.</summary>
    IDatabaseChecks Checks { get; }

    /// <summary>Tells whether another session is in the same database.</summary>
    IDatabaseMark Mark { get; }

    /// <summary>Knows the account's rights; null for engines without accounts.</summary>
    IAccountRights? Rights { get; }
}
