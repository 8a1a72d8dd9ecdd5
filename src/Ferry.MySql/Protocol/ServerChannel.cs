using System.Net;
using System.Net.Sockets;
using Ferry.Databases;
using Ferry.MySql.Connections;
using Ferry.MySql.Tls;

namespace Ferry.MySql.Protocol;

/// <summary>A byte stream to a server, over whatever carries it, and how much it may be trusted.</summary>
internal sealed record ServerChannel(Stream Stream, ChannelKind Kind)
{
    /// <summary>Opens a socket to the target.</summary>
    /// <exception cref="FerryException">Nobody answers there.</exception>
    public static async ValueTask<ServerChannel> ConnectAsync(DatabaseTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return new(await OpenAsync(EndPointOf(target), cancellationToken).ConfigureAwait(false), TlsPolicy.ChannelOf(target));
        }
        catch (SocketException exception)
        {
            throw MySqlFailures.OfLogin(exception, target);
        }
    }

    private static EndPoint EndPointOf(DatabaseTarget target) => target.Socket is { } path
        ? new UnixDomainSocketEndPoint(path)
        : target.Entrance?.Next() ?? (EndPoint)new DnsEndPoint(string.IsNullOrEmpty(target.Host) ? "127.0.0.1" : target.Host, target.Port ?? MySqlProvider.DefaultPort);

    private static async ValueTask<NetworkStream> OpenAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        // The receive buffer keeps its default size: setting it would switch off the kernel's own tuning, which goes higher.
        var socket = endPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (socket.ProtocolType == ProtocolType.Tcp)
            {
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            }

            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
