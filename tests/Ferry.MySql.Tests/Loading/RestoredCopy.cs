using Ferry.Databases;
using Ferry.Loading;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Loading;

/// <summary>A database read and restored beside itself through the roles, dropped when the test is over.</summary>
internal sealed class RestoredCopy(IDatabaseSession session, string name, Catalog source, RestoreScript script) : IAsyncDisposable
{
    public string Name { get; } = name;

    public IDatabaseSession Session { get; } = session;

    public Catalog Source { get; } = source;

    public RestoreScript Script { get; } = script;

    public static async Task<RestoredCopy> OfAsync(TestDatabase database)
    {
        var (catalog, rows) = await SourceAsync(database);
        var name = ScratchName.For(Guid.NewGuid().ToString("N"));
        var copy = await LoadAsync(database.Target, name, name, catalog, rows);
        await copy.RunAsync(statement => statement.Phase >= RestorePhase.ForeignKeys);
        return copy;
    }

    /// <summary>Reads everything; the snapshot, and its locks, are gone when this returns.</summary>
    public static async Task<(Catalog Catalog, Dictionary<string, MemoryStream> Rows)> SourceAsync(TestDatabase database)
    {
        await using var session = await Opened.ReadAsync(database);
        return await ReadAsync(session);
    }

    private static async Task<(Catalog Catalog, Dictionary<string, MemoryStream> Rows)> ReadAsync(IDatabaseSession session)
    {
        await using var snapshot = await session.Snapshots.OpenAsync(
            new SnapshotOptions(TableSelection.All, 1, TimeSpan.FromSeconds(30)), TestContext.Current.CancellationToken);
        var rows = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        foreach (var table in snapshot.Catalog.Tables.Where(table => table.Content == TableContent.Rows))
        {
            rows[table.Name] = await ReadAsync(snapshot, table);
        }

        return (snapshot.Catalog, rows);
    }

    /// <summary>Creates, fills and indexes tables in a scratch database; keys, counters and code are left to the caller.</summary>
    public static async Task<RestoredCopy> LoadAsync(
        DatabaseTarget target, string name, string writtenFor, Catalog catalog, Dictionary<string, MemoryStream> rows, IReadOnlyCollection<string>? tables = null)
    {
        var token = TestContext.Current.CancellationToken;
        var session = await new MySqlProvider().OpenAsync(target, SessionAccess.Write, token);
        var scripter = new MySqlProvider().Scripter!;
        var options = new RestoreScriptOptions(name) { Server = session.Server, Tables = tables };
        var copy = new RestoredCopy(session, name, catalog, scripter.Write(catalog, options with { Database = writtenFor }));
        await session.Target!.CreateDatabaseAsync(name, catalog, token);
        await using var loader = await session.Target.OpenLoaderAsync(name, token);
        foreach (var statement in scripter.Write(catalog, options).Statements.Where(statement => statement.Phase <= RestorePhase.Tables))
        {
            await loader.ExecuteAsync(statement, token);
        }

        foreach (var table in catalog.Tables.Where(table => rows.ContainsKey(table.Name) && (tables?.Contains(table.Name) ?? true)))
        {
            rows[table.Name].Position = 0;
            (await loader.LoadAsync(table, rows[table.Name], token)).Rows.ShouldBe(rows[table.Name].ToArray().Count(value => value == (byte)'\n'));
        }

        foreach (var statement in scripter.Write(catalog, options).Of(RestorePhase.Indexes))
        {
            await loader.ExecuteAsync(statement, token);
        }

        return copy;
    }

    /// <summary>Runs statements of the script in the scratch database.</summary>
    public async Task RunAsync(Func<ScriptStatement, bool> which)
    {
        await using var loader = await Session.Target!.OpenLoaderAsync(Name, TestContext.Current.CancellationToken);
        foreach (var statement in Script.Statements.Where(which))
        {
            await loader.ExecuteAsync(statement, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Reads the copy like the source.</summary>
    public static async Task<(Catalog Catalog, Dictionary<string, MemoryStream> Rows)> ReadAsync(TestDatabase database, string name)
    {
        await using var session = await new MySqlProvider().OpenAsync(
            database.Target with { Database = name }, SessionAccess.Read, TestContext.Current.CancellationToken);
        return await ReadAsync(session);
    }

    public async ValueTask DisposeAsync()
    {
        await Session.Target!.DropScratchAsync(Name, TestContext.Current.CancellationToken);
        await Session.DisposeAsync();
    }

    private static async Task<MemoryStream> ReadAsync(ISnapshot snapshot, Table table)
    {
        var rows = new MemoryStream();
        await snapshot.Readers[0].ReadAsync(table, ChunkRange.Whole, rows, TestContext.Current.CancellationToken);
        rows.Position = 0;
        return rows;
    }
}
