using Ferry.Databases;
using Ferry.MySql;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sqlite;
using Ferry.TestServers;
using Microsoft.Data.Sqlite;

namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>A database whose changes are detected.</summary>
internal sealed class SourceDatabase : IAsyncDisposable
{
    private readonly TestDatabase? _server;
    private readonly string? _path;

    private DatabaseTarget? _reader;

    private SourceDatabase(TestDatabase? server, string? path) => (_server, _path) = (server, path);

    public string Path => _path!;

    public TestDatabase Server => _server!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<SourceDatabase> CreateAsync(SourceKind kind) => kind == SourceKind.Sqlite
        ? new(null, System.IO.Path.Combine(Directory.CreateTempSubdirectory("ferry-detect").FullName, "source.db"))
        : new(await TestServer.Of(kind == SourceKind.MySql ? ServerKind.MySql : ServerKind.MariaDb).CreateDatabaseAsync("detect", Cancellation), null);

    public static SourceDatabase On(TestDatabase database) => new(database, null);

    public async Task ExecuteAsync(params IEnumerable<string> statements)
    {
        var sql = string.Join(";\n", statements);
        if (sql.Length == 0)
        {
            return;
        }

        if (_server is not null)
        {
            await _server.ExecuteAsync(sql, Cancellation);
            return;
        }

        await using var connection = new SqliteConnection($"Data Source={_path};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    /// <summary>From now on, reads as an account that may SELECT and nothing else.</summary>
    public async Task ReadBySelectAloneAsync()
    {
        const string password = "a Passw0rd that is long";
        var name = _server!.Name;
        await ExecuteAsync($"CREATE USER '{name}'@'%' IDENTIFIED BY '{password}'", $"GRANT SELECT ON `{_server.Name}`.* TO '{name}'@'%'");
        _reader = _server.Target with { Username = name, Password = new Secret(password) };
    }

    public ValueTask<IDatabaseSession> OpenAsync() => _server is not null
        ? new MySqlProvider().OpenAsync(_reader ?? _server.Target, SessionAccess.Read, Cancellation)
        : new SqliteProvider().OpenAsync(new DatabaseTarget { Engine = "sqlite", Path = _path }, SessionAccess.Read, Cancellation);

    /// <summary>Runs something inside a snapshot.</summary>
    public async Task<T> InSnapshotAsync<T>(int readers, Func<ISnapshot, Task<T>> work)
    {
        await using var session = await OpenAsync();
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, readers, TimeSpan.FromSeconds(10)), Cancellation);
        return await work(snapshot);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            if (_reader is not null)
            {
                await ExecuteAsync($"DROP USER '{_reader.Username}'@'%'");
            }

            await _server.DisposeAsync();
        }
        else
        {
            Directory.Delete(System.IO.Path.GetDirectoryName(_path)!, recursive: true);
        }
    }
}
