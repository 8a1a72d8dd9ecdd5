using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Schema;

internal sealed class SchemaReader(DatabaseFile file, TimeSpan busyTimeout) : ISchemaReader
{
    public async ValueTask<Catalog?> ReadAsync(TableSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return await Boundary.RunAsync(
            $"read the schema of {file.Path}", file, FailureKind.Source, () => file.Exists ? Read(selection, cancellationToken) : null, cancellationToken)
            .ConfigureAwait(false);
    }

    private Catalog Read(TableSelection selection, CancellationToken cancellationToken)
    {
        using var connection = SourceConnection.Begin(file, busyTimeout, out _, cancellationToken);
        using var registration = connection.InterruptOn(cancellationToken);
        return CatalogReader.Read(connection, file.Name, selection);
    }
}
