using System.Net.Sockets;
using Ferry.TestServers;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.Tunnels;

/// <summary>Routes to test servers, and what is sent along them.</summary>
internal static class Ways
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>A way through these servers, the nearest first, each with its key pinned.</summary>
    public static SshRoute Through(params IReadOnlyList<SshServer> servers) =>
        new([.. servers.Select(server => Hop(server, server.Port))]) { Connections = 1 };

    /// <summary>A server that is reached at another port of this machine.</summary>
    public static SshHop Hop(SshServer server, int port, string hostKey = "ed25519") => new()
    {
        Host = "127.0.0.1", Port = port, Username = server.Username, Keys = [server.Key], HostKey = server.Fingerprint(hostKey), Agent = false,
    };

    public static ValueTask<ITunnel> OpenAsync(SshRoute route) => Factory().OpenAsync(route, questions: null, Cancelled);

    public static SshTunnelFactory Factory() => new(new SshSurroundings { Home = "/nowhere", Username = "nobody", SystemKnownHosts = "/nowhere/known_hosts", SystemConfig = "/nowhere/ssh_config" });

    public static async Task<NetworkStream> ConnectAsync(TunnelEntrance entrance)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(entrance.Next(), Cancelled);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Sends something to an echo server, and reads what comes back.</summary>
    public static async Task<byte[]> EchoAsync(NetworkStream stream, byte[] message)
    {
        var sending = stream.WriteAsync(message, Cancelled);
        var answer = new byte[message.Length];
        await stream.ReadExactlyAsync(answer, Cancelled);
        await sending;
        return answer;
    }
}
