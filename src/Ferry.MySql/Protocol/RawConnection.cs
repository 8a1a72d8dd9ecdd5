using System.Text;
using Ferry.Databases;
using Ferry.MySql.Connections;
using Ferry.MySql.Protocol.Authentication;
using Ferry.MySql.Protocol.Payloads;
using Ferry.MySql.Protocol.Rows;

namespace Ferry.MySql.Protocol;

/// <summary>
/// A connection that speaks just enough of the client protocol to stream the rows of a SELECT as bytes, at a fraction of the driver's cost.
/// </summary>
/// <remarks>
/// Used by one task at a time. After a failure that is not the server's plain refusal of a statement, cancellation included, it is
/// <see cref="IsBroken"/> and good only for disposal. Protocol: https://dev.mysql.com/doc/dev/mysql-server/latest/PAGE_PROTOCOL.html
/// and https://mariadb.com/kb/en/clientserver-protocol/.
/// </remarks>
internal sealed class RawConnection : IAsyncDisposable
{
    private const byte QuitCommand = 0x01;
    private const byte QueryCommand = 0x03;
    private const byte OkSignature = 0x00;
    private const byte LocalFileSignature = 0xFB;

    private readonly PacketStream _packets;
    private readonly bool _deprecateEof;

    private RawConnection(PacketStream packets, InitialHandshake handshake)
    {
        _packets = packets;
        _deprecateEof = handshake.Capabilities.HasFlag(Capabilities.DeprecateEof);
        ConnectionId = handshake.ConnectionId;
        IsEncrypted = handshake.Capabilities.HasFlag(Capabilities.Tls);
    }

    /// <summary>The id by which another connection can KILL this one.</summary>
    public uint ConnectionId { get; }

    public bool IsEncrypted { get; }

    public bool IsBroken { get; private set; }

    /// <summary>Logs in over a channel, which then belongs to the connection, also when this fails.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/>, or <see cref="FailureKind.NotFound"/> for an unknown database.</exception>
    /// <exception cref="UnsupportedAuthenticationException">The account needs a plugin that only the driver may know.</exception>
    public static async ValueTask<RawConnection> OpenAsync(ServerChannel channel, DatabaseTarget target, CancellationToken cancellationToken)
    {
        var packets = new PacketStream(channel.Stream);
        try
        {
            var handshake = await new Login(packets, channel.Kind, target).RunAsync(cancellationToken).ConfigureAwait(false);
            return new(packets, handshake);
        }
        catch (Exception exception)
        {
            await packets.DisposeAsync().ConfigureAwait(false);
            if (exception is ServerErrorException or ProtocolException)
            {
                throw MySqlFailures.OfLogin(exception, target);
            }

            throw;
        }
    }

    /// <summary>Runs a statement of the session that returns no rows.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/>.</exception>
    public async ValueTask ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await RunAsync(
            "Preparing the session",
            async () =>
            {
                var answer = await SendAsync(sql, cancellationToken).ConfigureAwait(false);
                return answer.Span[0] == OkSignature ? 0 : throw ProtocolErrors.Malformed("rows came from a statement that returns none");
            }).ConfigureAwait(false);
    }

    /// <summary>Writes the rows of a SELECT to <paramref name="destination"/> as LOAD DATA reads them, in blocks that may end inside a row.</summary>
    /// <param name="sql">One statement that returns one result set.</param>
    /// <param name="subject">What is being read, for messages: <c>table movies</c>.</param>
    /// <param name="destination">Receives the bytes; what it throws comes out as it is.</param>
    /// <param name="cancellationToken">Ends the reading at once and leaves the connection broken.</param>
    /// <returns>The number of rows and bytes; it returns only when the server said that these were all.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Source"/>.</exception>
    public ValueTask<RowsRead> ReadRowsAsync(string sql, string subject, Stream destination, CancellationToken cancellationToken) =>
        RunAsync(
            $"Reading {subject}",
            async () =>
            {
                var answer = await SendAsync(sql, cancellationToken).ConfigureAwait(false);
                var encoder = await ReadColumnsAsync(answer, cancellationToken).ConfigureAwait(false);
                using var block = new RowBlock(destination);
                var rows = await new RowReader(_packets, encoder, block, _deprecateEof).ReadAsync(cancellationToken).ConfigureAwait(false);
                return new RowsRead(rows, block.Bytes);
            });

    /// <summary>Says good-bye, so that the server does not log an aborted connection, and closes the channel.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!IsBroken)
        {
            IsBroken = true;
            try
            {
                _packets.StartCommand();
                await _packets.WritePayloadAsync(new[] { QuitCommand }, CancellationToken.None).ConfigureAwait(false);
            }
            catch (ProtocolException)
            {
                // The connection is closed either way, and nothing was waiting for an answer.
            }
        }

        await _packets.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<T> RunAsync<T>(string action, Func<ValueTask<T>> conversation)
    {
        if (IsBroken)
        {
            throw new InvalidOperationException("The connection has been broken off.");
        }

        IsBroken = true;
        try
        {
            var result = await conversation().ConfigureAwait(false);
            IsBroken = false;
            return result;
        }
        catch (ServerErrorException exception)
        {
            // An ERR packet ends the command; where the server also ended the session, the next command finds out.
            IsBroken = false;
            throw MySqlFailures.OfStatement(exception, FailureKind.Source, action);
        }
        catch (ProtocolException exception)
        {
            throw MySqlFailures.OfStatement(exception, FailureKind.Source, action);
        }
        finally
        {
            if (IsBroken)
            {
                // At once, not when the job has ended: rows that nobody takes would hold up what else comes through the same tunnel, and that the job waits for.
                await _packets.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> SendAsync(string sql, CancellationToken cancellationToken)
    {
        _packets.StartCommand();
        byte[] command = [QueryCommand, .. Encoding.UTF8.GetBytes(sql)];
        await _packets.WritePayloadAsync(command, cancellationToken).ConfigureAwait(false);
        var answer = await _packets.ReadPayloadAsync(cancellationToken).ConfigureAwait(false);
        return answer.Span[0] switch
        {
            ErrorPayload.Signature => throw new ServerErrorException(ErrorPayload.Read(answer.Span)),
            LocalFileSignature => throw ProtocolErrors.Malformed("the server asks for a local file"),
            _ => answer,
        };
    }

    private async ValueTask<RowEncoder> ReadColumnsAsync(ReadOnlyMemory<byte> answer, CancellationToken cancellationToken)
    {
        var count = new PayloadReader(answer.Span).ReadLengthEncodedInteger();
        if (count is 0 or > ushort.MaxValue)
        {
            throw ProtocolErrors.Malformed("no rows came from a statement that returns some");
        }

        var escape = new bool[count];
        for (var column = 0; column < escape.Length; column++)
        {
            var definition = await _packets.ReadPayloadAsync(cancellationToken).ConfigureAwait(false);
            escape[column] = ColumnDefinition.Read(definition.Span).NeedsEscape;
        }

        if (!_deprecateEof)
        {
            await _packets.ReadPayloadAsync(cancellationToken).ConfigureAwait(false);
        }

        return new RowEncoder(escape);
    }
}
