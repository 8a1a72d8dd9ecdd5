using System.Net;
using System.Net.Sockets;

namespace Ferry.TestServers;

/// <summary>A proxy on loopback: what it does with the bytes between a client and the server is its own.</summary>
public abstract class LoopbackProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly Task _accepting;

    /// <summary>Starts to listen.</summary>
    /// <param name="serverPort">The port on 127.0.0.1 that connections are passed on to.</param>
    protected LoopbackProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Ends when the proxy does.</summary>
    protected CancellationToken Stopping => _stop.Token;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Passes on what one side sends; when either direction ends, both sides are closed.</summary>
    /// <param name="from">The side that sends.</param>
    /// <param name="to">The side that receives.</param>
    /// <param name="fromServer">Whether it is the server that sends.</param>
    protected abstract Task PassAsync(Socket from, Socket to, bool fromServer);

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await Task.Yield(); // A constructor that derives from this one has to end first.
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                await Task.WhenAny(PassAsync(client, server, fromServer: false), PassAsync(server, client, fromServer: true));
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // One side is gone, or the test is over; both are closed.
            }
        }
    }
}
