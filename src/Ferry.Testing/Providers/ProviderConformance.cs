using System.Globalization;
using System.Text;
using Ferry.Databases;
using Ferry.Reading;
using Ferry.Schema;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Providers;

/// <summary>What every <see cref="IDatabaseProvider"/> must do. Derive once per engine (and per server flavour) and make its fixture;
/// tests of a role that <see cref="IDatabaseProvider.Capabilities"/> denies are skipped by name.</summary>
public abstract partial class ProviderConformance : IAsyncLifetime
{
    private const int ManyRows = 2_000;

    private IProviderFixture? _fixture;

    /// <summary>The fixture of the running test.</summary>
    protected IProviderFixture Fixture => _fixture ?? throw new InvalidOperationException("The fixture exists only while a test runs.");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IDatabaseProvider Provider => Fixture.Provider;

    /// <summary>Makes the fixture, or skips the test when its server is missing.</summary>
    /// <returns>A fixture for one test.</returns>
    protected abstract ValueTask<IProviderFixture> CreateFixtureAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync() => _fixture = await CreateFixtureAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_fixture is not null)
        {
            await _fixture.DisposeAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>A database with one table of awkward texts and one of many rows.</summary>
    private async ValueTask<DatabaseTarget> CreateSampleAsync()
    {
        var target = await Fixture.CreateDatabaseAsync(Cancellation).ConfigureAwait(false);
        await RunAsync(target, "CREATE TABLE people (id INTEGER PRIMARY KEY, name VARCHAR(100), town VARCHAR(100))").ConfigureAwait(false);
        await RunAsync(target, "INSERT INTO people (id, name, town) VALUES (1, 'Ada', 'London'), (2, '', NULL), (3, 'NULL', 'tab\there'), (7, 'line\nfeed', '1')")
            .ConfigureAwait(false);
        await RunAsync(target, "CREATE TABLE numbers (id INTEGER PRIMARY KEY, word VARCHAR(200))").ConfigureAwait(false);
        var rows = Enumerable.Range(1, ManyRows).Select(n => string.Create(CultureInfo.InvariantCulture, $"({n * 3}, '{new string('x', n % 150)}')"));
        await RunAsync(target, $"INSERT INTO numbers (id, word) VALUES {string.Join(", ", rows)}").ConfigureAwait(false);
        await RunAsync(target, "CREATE TABLE vacancies (id INTEGER PRIMARY KEY)").ConfigureAwait(false);
        await RunAsync(target, "CREATE VIEW named AS SELECT id, name FROM people WHERE name IS NOT NULL").ConfigureAwait(false);
        return target;
    }

    private ValueTask RunAsync(DatabaseTarget target, string sql) => Fixture.ExecuteAsync(target, sql, Cancellation);

    private ValueTask<IDatabaseSession> OpenAsync(DatabaseTarget target, SessionAccess access = SessionAccess.Read) =>
        Provider.OpenAsync(target, access, Cancellation);

    private static ValueTask<ISnapshot> SnapshotAsync(IDatabaseSession session, int readers = 1, TableSelection? selection = null) =>
        session.Snapshots.OpenAsync(new(selection ?? TableSelection.All, readers, TimeSpan.FromSeconds(10)), Cancellation);

    private static async ValueTask<byte[]> ReadBytesAsync(ISnapshot snapshot, string table, ChunkRange? range = null, int reader = 0)
    {
        using var rows = new MemoryStream();
        await snapshot.Readers[reader]
            .ReadAsync(snapshot.Catalog.Tables.Single(each => each.Name == table), range ?? ChunkRange.Whole, rows, Cancellation).ConfigureAwait(false);
        return rows.ToArray();
    }

    /// <summary>Rows as texts in an order of their own, so that two readings can be compared whatever order the engine chose.</summary>
    private static List<string> Rows(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [];
        }

        bytes[^1].ShouldBe((byte)'\n');
        return Encoding.Latin1.GetString(bytes, 0, bytes.Length - 1).Split('\n').Order(StringComparer.Ordinal).ToList();
    }

    private async ValueTask<List<string>> ReadRowsAsync(DatabaseTarget target, string table)
    {
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);
        var snapshot = await SnapshotAsync(session).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);
        return Rows(await ReadBytesAsync(snapshot, table).ConfigureAwait(false));
    }
}
