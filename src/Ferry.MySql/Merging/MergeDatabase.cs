using Ferry.Databases;
using Ferry.Merging;
using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Merging;

/// <summary>A database of a MySQL or MariaDB server that rows are merged into.</summary>
internal sealed class MergeDatabase(ServerConnection control, ServerDialect dialect, ServerIdentity server, MergeOpening opening) : IMergeDatabase
{
    private readonly string? _database = server.Database;

    public IMergeDialect Dialect { get; } = new MergeDialect(dialect);

    public ValueTask<IReadOnlyList<TableShape>> ReadShapesAsync(CancellationToken cancellationToken) =>
        _database is null ? ValueTask.FromResult<IReadOnlyList<TableShape>>([]) : new ShapeReader(control, dialect, _database, member: server is { Product: "MySQL", Cluster: not null }).ReadAsync(cancellationToken);

    public async ValueTask<bool> HasAsync(string staging, CancellationToken cancellationToken) => await control.ScalarAsync(
        $"SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA = {Quote.Literal(staging)} AND TABLE_NAME = 'runs'", "Looking for earlier syncs", cancellationToken)
        .ConfigureAwait(false) != "0";

    public async ValueTask<IReadOnlyList<string>> ListAreasAsync(CancellationToken cancellationToken)
    {
        var names = await control.QueryAsync(
            "SELECT TABLE_SCHEMA FROM information_schema.TABLES WHERE TABLE_NAME IN ('runs', 'steps', 'cells', 'settings') GROUP BY TABLE_SCHEMA HAVING COUNT(*) = 4", "Looking for earlier syncs", row => row.Required(0), cancellationToken).ConfigureAwait(false);
        return _database is null ? [] : [.. names.Where(name => StagingDialect.IsArea(name, _database))];
    }

    public async ValueTask<IMergeConnection> OpenAsync(string staging, CancellationToken cancellationToken) =>
        await opening.OpenAsync(_database ?? "", staging, cancellationToken).ConfigureAwait(false);

    public async ValueTask<IMergeConnection?> OpenBesideAsync(string staging, CancellationToken cancellationToken) =>
        await opening.OpenBesideAsync(_database ?? "", staging, cancellationToken).ConfigureAwait(false);
}
