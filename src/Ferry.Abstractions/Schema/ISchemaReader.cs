namespace Ferry.Schema;

/// <summary>Reads what a database is made of.</summary>
public interface ISchemaReader
{
    /// <summary>Reads all tables and objects of the selection with a bounded number of queries.</summary>
    /// <param name="selection">Which tables to include, and with what content.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The catalog, or null when the database does not exist.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/> when the server fails.</exception>
    ValueTask<Catalog?> ReadAsync(TableSelection selection, CancellationToken cancellationToken);
}
