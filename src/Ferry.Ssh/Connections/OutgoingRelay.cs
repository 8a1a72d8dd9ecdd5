using System.Net;
using System.Net.Sockets;

namespace Ferry.Ssh.Connections;

/// <summary>
/// Carries one SSH connection between the library and the server. The library fixes the buffers of the socket that it opens at 134 KB, which is less than
/// 1 MB/s at 300 ms; here the socket that crosses the network keeps the kernel's own tuning, notices a peer that is gone, and can be given up at any moment.
/// </summary>
internal sealed class OutgoingRelay : IDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly Socket _outside;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _end = new();
    private Socket? _inside;
    private long _received;
    private volatile bool _delivering;

    private OutgoingRelay(Socket outside, Socket listener)
    {
        _outside = outside;
        _listener = listener;
        Entrance = (IPEndPoint)listener.LocalEndPoint!;
    }

    /// <summary>Where the library connects to; one connection is taken, from this process.</summary>
    public IPEndPoint Entrance { get; }

    /// <summary>What the network said when the connection broke; null while it holds, or when the server closed it in order.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Bytes that have come from the server.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Whether what has come waits for this side to take it, so that silence is not the server's.</summary>
    public bool IsDelivering => _delivering;

    /// <summary>Connects to the server.</summary>
    /// <param name="server">Where it is.</param>
    /// <param name="keepAlive">The longest that the network may stay silent on what was sent, in units of this.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="SocketException">Nobody answers there.</exception>
    public static async Task<OutgoingRelay> ConnectAsync(EndPoint server, TimeSpan keepAlive, CancellationToken cancellationToken)
    {
        var outside = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            PeerLiveness.Watch(outside, keepAlive);
            await outside.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
            var relay = new OutgoingRelay(outside, LoopbackListener.Open());
            _ = relay.RunAsync();
            return relay;
        }
        catch
        {
            outside.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _inside?.Dispose();
        _outside.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            using (_listener)
            {
                _inside = await LoopbackListener.AcceptOwnAsync(_listener, _end.Token).ConfigureAwait(false);
            }

            await Task.WhenAll(PumpAsync(_inside, _outside), PumpAsync(_outside, _inside)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // Half a connection is none: the library sees its end, and Fault says why.
            Fault ??= _end.IsCancellationRequested ? null : exception;
        }
        finally
        {
            _inside?.Dispose();
            _outside.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = GC.AllocateUninitializedArray<byte>(BufferBytes);
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _end.Token).ConfigureAwait(false)) > 0)
            {
                var incoming = ReferenceEquals(from, _outside);
                Interlocked.Add(ref _received, incoming ? read : 0);
                _delivering |= incoming;
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), _end.Token).ConfigureAwait(false);
                }

                _delivering &= !incoming;
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException exception) when (!_end.IsCancellationRequested)
        {
            Fault ??= exception;
            throw;
        }
        finally
        {
            if (Fault is not null)
            {
                Dispose();
            }
        }
    }
}
