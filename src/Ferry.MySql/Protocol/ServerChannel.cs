using System.Net;
using System.Net.Sockets;
using Ferry.Databases;
using Ferry.MySql.Connections;

namespace Ferry.MySql.Protocol;

/// <summary>A byte stream to a server, over whatever carries it, and how much it may be trusted.</summary>
internal sealed record ServerChannel(Stream Stream, ChannelKind Kind)
{
    private const int DefaultPort = 3306;

    /// <summary>Opens a socket to the target.</summary>
    /// <exception cref="FerryException">Nobody answers there.</exception>
    public static async ValueTask<ServerChannel> ConnectAsync(DatabaseTarget target, CancellationToken cancellationToken)
    {
        try
        {
            return target.Socket is { } path
                ? new(await OpenAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false), ChannelKind.LocalSocket)
                : await ConnectTcpAsync(string.IsNullOrEmpty(target.Host) ? "127.0.0.1" : target.Host, target.Port ?? DefaultPort, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw MySqlFailures.OfLogin(exception, target);
        }
    }

    private static async ValueTask<ServerChannel> ConnectTcpAsync(string host, int port, CancellationToken cancellationToken)
    {
        var stream = await OpenAsync(new DnsEndPoint(host, port), cancellationToken).ConfigureAwait(false);
        var peer = (IPEndPoint)stream.Socket.RemoteEndPoint!;
        return new(stream, IPAddress.IsLoopback(peer.Address) ? ChannelKind.Private : ChannelKind.Network);
    }

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
