using System.Buffers;
using System.Data;
using Ferry.MySql.Connections;
using Ferry.MySql.Protocol.Rows;
using MySqlConnector;

namespace Ferry.MySql.Reading.Rows;

/// <summary>Reads rows through the driver, for logins that the raw reader does not know. The same bytes, at several times the cost.</summary>
internal sealed class DriverRowConnection(ServerConnection connection) : IRowConnection
{
    private const int PartSize = 64 * 1024;

    public async ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(sql, "A statement", cancellationToken).ConfigureAwait(false);

    public async ValueTask ReadRowsAsync(RowQuery query, Stream rows, CancellationToken cancellationToken)
    {
        await connection.TranslateAsync(
            $"Reading {query.Subject}",
            async () =>
            {
                var command = connection.Command(query.AsBytes);
                await using (command.ConfigureAwait(false))
                {
                    var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken).ConfigureAwait(false);
                    await using (reader.ConfigureAwait(false))
                    {
                        return await CopyAsync(reader, rows, cancellationToken).ConfigureAwait(false);
                    }
                }
            },
            cancellationToken).ConfigureAwait(false);
        await RefuseWarningsAsync(query, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // A cast whose result is longer than max_allowed_packet is NULL, and only a warning says so.
    private async ValueTask RefuseWarningsAsync(RowQuery query, CancellationToken cancellationToken)
    {
        var warnings = await connection.QueryAsync("SHOW WARNINGS", $"Reading {query.Subject}", row => row.Required(2), cancellationToken).ConfigureAwait(false);
        if (warnings.Count > 0)
        {
            throw new FerryException(
                FailureKind.Source,
                "mysql.packet-too-large",
                $"Reading {query.Subject} failed",
                warnings[0],
                "Raise max_allowed_packet on the server, up to 1G, or log in with an account whose authentication plugin Ferry reads rows with itself.");
        }
    }

    private static async ValueTask<long> CopyAsync(MySqlDataReader reader, Stream rows, CancellationToken cancellationToken)
    {
        var part = ArrayPool<byte>.Shared.Rent(PartSize);
        using var block = new RowBlock(rows);
        try
        {
            var count = 0L;
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                for (var column = 0; column < reader.FieldCount; column++)
                {
                    await CopyValueAsync(reader, column, part, block, cancellationToken).ConfigureAwait(false);
                    await block.ReserveAsync(1, cancellationToken).ConfigureAwait(false);
                    block.Free[0] = column == reader.FieldCount - 1 ? TsvEscape.RowEnd : TsvEscape.FieldEnd;
                    block.Advance(1);
                }

                count++;
            }

            await block.FlushAsync(cancellationToken).ConfigureAwait(false);
            return count;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(part);
        }
    }

    private static async ValueTask CopyValueAsync(MySqlDataReader reader, int column, byte[] part, RowBlock block, CancellationToken cancellationToken)
    {
        if (await reader.IsDBNullAsync(column, cancellationToken).ConfigureAwait(false))
        {
            await block.ReserveAsync(TsvEscape.Null.Length, cancellationToken).ConfigureAwait(false);
            TsvEscape.Null.CopyTo(block.Free);
            block.Advance(TsvEscape.Null.Length);
            return;
        }

        var length = reader.GetBytes(column, 0, null, 0, 0);
        for (var offset = 0L; offset < length;)
        {
            var count = (int)reader.GetBytes(column, offset, part, 0, (int)Math.Min(PartSize, length - offset));
            await block.ReserveAsync(count * TsvEscape.MaxGrowth, cancellationToken).ConfigureAwait(false);
            block.Advance(TsvEscape.Write(part.AsSpan(0, count), block.Free));
            offset += count;
        }
    }
}
