using Ferry.Merging;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Merging;

/// <summary>A database file that rows are merged into.</summary>
internal sealed class MergeDatabase(DatabaseFile file, TimeSpan busyTimeout) : IMergeDatabase
{
    public IMergeDialect Dialect { get; } = new MergeDialect();

    public async ValueTask<IReadOnlyList<TableShape>> ReadShapesAsync(CancellationToken cancellationToken) => await Boundary.RunAsync(
        $"read the schema of {file.Path}", file, FailureKind.Destination, () => file.Exists ? Read(cancellationToken) : [], cancellationToken).ConfigureAwait(false);

    public async ValueTask<bool> HasAsync(string staging, CancellationToken cancellationToken) => await Boundary.RunAsync(
        $"read the schema of {file.Path}", file, FailureKind.Destination, () => file.Exists && Has(staging, cancellationToken), cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<string>> ListAreasAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<string>>([]);

    public async ValueTask<IMergeConnection> OpenAsync(string staging, CancellationToken cancellationToken) => await Boundary.RunAsync(
        $"open {file.Path}", file, FailureKind.Destination, () => MergeOpening.Open(file, staging, busyTimeout), cancellationToken).ConfigureAwait(false);

    public ValueTask<IMergeConnection?> OpenBesideAsync(string staging, CancellationToken cancellationToken) => ValueTask.FromResult<IMergeConnection?>(null);

    private bool Has(string staging, CancellationToken cancellationToken)
    {
        using var connection = SourceConnection.Begin(file, busyTimeout, out _, cancellationToken);
        return connection.Integer($"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = {SqliteDialect.Literal($"{staging}runs")}") > 0;
    }

    private IReadOnlyList<TableShape> Read(CancellationToken cancellationToken)
    {
        using var connection = SourceConnection.Begin(file, busyTimeout, out _, cancellationToken);
        using var registration = connection.InterruptOn(cancellationToken);
        return ShapeReader.Read(connection, file.Name);
    }
}
