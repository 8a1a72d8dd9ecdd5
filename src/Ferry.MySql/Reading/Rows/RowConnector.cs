using Ferry.MySql.Connections;
using Ferry.MySql.Dialects;
using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Authentication;

namespace Ferry.MySql.Reading.Rows;

/// <summary>Opens connections for rows: raw ones, and the driver's where the login needs a plugin that only the driver may know.</summary>
internal sealed class RowConnector(Connector connector, ServerDialect dialect, bool driverOnly = false)
{
    public async ValueTask<IRowConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = driverOnly
            ? await OpenDriverAsync(cancellationToken).ConfigureAwait(false)
            : await OpenRawAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (var statement in connector.Pins(dialect, ConnectionPurpose.Rows))
            {
                await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async ValueTask<IRowConnection> OpenRawAsync(CancellationToken cancellationToken)
    {
        try
        {
            var channel = await ServerChannel.ConnectAsync(connector.Target, cancellationToken).ConfigureAwait(false);
            return new RawRowConnection(await RawConnection.OpenAsync(channel, connector.Target, cancellationToken).ConfigureAwait(false));
        }
        catch (UnsupportedAuthenticationException)
        {
            return await OpenDriverAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<IRowConnection> OpenDriverAsync(CancellationToken cancellationToken) =>
        new DriverRowConnection(await connector.OpenAsync(dialect, ConnectionPurpose.Rows, null, cancellationToken).ConfigureAwait(false));
}
