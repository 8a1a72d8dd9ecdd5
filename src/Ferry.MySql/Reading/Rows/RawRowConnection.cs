using Ferry.MySql.Protocol;

namespace Ferry.MySql.Reading.Rows;

/// <summary>Reads rows off the wire.</summary>
internal sealed class RawRowConnection(RawConnection connection) : IRowConnection
{
    public ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken) => connection.ExecuteAsync(sql, cancellationToken);

    public async ValueTask ReadRowsAsync(RowQuery query, Stream rows, CancellationToken cancellationToken) =>
        await connection.ReadRowsAsync(query.Plain, query.Subject, rows, cancellationToken).ConfigureAwait(false);

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
