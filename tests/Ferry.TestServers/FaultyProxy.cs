using System.Net;
using System.Net.Sockets;

namespace Ferry.TestServers;

/// <summary>A proxy on loopback that cuts or silences connections after some bytes from the server.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private long _left;

    /// <summary>Starts a proxy.</summary>
    /// <param name="serverPort">The port on 127.0.0.1 that it passes connections on to.</param>
    /// <param name="bytes">Bytes from the server, over all connections, after which the fault strikes.</param>
    /// <param name="silent">Whether connections then fall silent instead of being cut.</param>
    public FaultyProxy(int serverPort, long bytes, bool silent)
    {
        _serverPort = serverPort;
        _left = bytes;
        IsSilent = silent;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The port to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whether the fault is silence, not a cut.</summary>
    public bool IsSilent { get; }

    /// <summary>Whether the fault has struck.</summary>
    public bool Struck => Interlocked.Read(ref _left) <= 0;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                var up = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
                var down = PassAsync(server.GetStream(), client.GetStream());
                await Task.WhenAny(up, down);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException)
            {
                // One side is gone; closing both is all that is left to do.
                server.Close();
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[4096];
        for (int count; (count = await from.ReadAsync(buffer, _stop.Token)) > 0;)
        {
            var left = Interlocked.Add(ref _left, -count);
            if (left <= 0)
            {
                await to.WriteAsync(buffer.AsMemory(0, (int)Math.Max(0, count + left)), _stop.Token);
                if (IsSilent)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                return;
            }

            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
        }
    }
}
