using Ferry.MySql.Dialects;
using Ferry.MySql.Reading.Rows;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.MySql.Reading;

/// <summary>Reads chunks on one connection inside its snapshot.</summary>
internal sealed class ChunkReader(IRowConnection connection, string database) : IChunkReader
{
    public async ValueTask ReadAsync(Table table, ChunkRange range, Stream rows, CancellationToken cancellationToken)
    {
        await connection.ReadRowsAsync(SelectStatement.Of(database, table, range), rows, cancellationToken).ConfigureAwait(false);

        // Gives up the metadata lock, so that nobody's ALTER waits for the whole backup. It fails where the transaction is gone,
        // which proves with every chunk that the snapshot still stands.
        await connection.ExecuteAsync(ServerDialect.ReleaseTables, cancellationToken).ConfigureAwait(false);
    }
}
