using System.Buffers.Binary;
using System.Net.Sockets;

namespace Ferry.Ssh.Connections;

/// <summary>Lets the kernel end a connection whose other side is gone without a word.</summary>
internal static class PeerLiveness
{
    // Options of IPPROTO_TCP that .NET has no names for; from linux/tcp.h.
    private const int TcpProtocol = 6;
    private const int LinuxUserTimeout = 18;
    private const int Probes = 3;

    /// <summary>Sets the limits: silence of a few intervals is the end, whether the connection is idle or waits for data to be acknowledged.</summary>
    public static void Watch(Socket socket, TimeSpan interval)
    {
        var seconds = (int)Math.Max(1, interval.TotalSeconds);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes);
        if (OperatingSystem.IsLinux())
        {
            // Keep-alive probes are not sent while data waits for its acknowledgement; without this the kernel would go on for a quarter of an hour.
            Span<byte> milliseconds = stackalloc byte[sizeof(int)];
            BinaryPrimitives.WriteInt32LittleEndian(milliseconds, seconds * (Probes + 1) * 1000);
            socket.SetRawSocketOption(TcpProtocol, LinuxUserTimeout, milliseconds);
        }
    }
}
