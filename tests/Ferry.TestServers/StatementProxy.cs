using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Ferry.TestServers;

/// <summary>A proxy on loopback that cuts a connection at its N-th command, counted from one that holds a mark. Reads the protocol, so it needs connections without TLS.</summary>
public sealed class StatementProxy : LoopbackProxy
{
    private const int HeaderBytes = 4;
    private const char Quit = '\u0001';
    private readonly string _mark;
    private readonly bool _delivered;
    private int _left;
    private Socket? _cut;

    /// <summary>Starts a proxy.</summary>
    /// <param name="serverPort">The port on 127.0.0.1 that it passes connections on to.</param>
    /// <param name="mark">What the first counted command contains.</param>
    /// <param name="number">The command at which the connection is cut, from 1 on.</param>
    /// <param name="delivered">Whether the server still gets that command, so that only its answer is lost.</param>
    public StatementProxy(int serverPort, string mark, int number, bool delivered)
        : base(serverPort)
    {
        _mark = mark;
        _left = number;
        _delivered = delivered;
    }

    /// <summary>The command at which the connection was cut; null as long as it was not.</summary>
    public string? Struck { get; private set; }

    /// <inheritdoc />
    protected override async Task PassAsync(Socket from, Socket to, bool fromServer)
    {
        if (fromServer)
        {
            await CopyAsync(from, to);
            return;
        }

        var counting = false;
        while (await ReadPacketAsync(from) is { } packet)
        {
            var text = packet[3] == 0 ? Encoding.UTF8.GetString(packet, HeaderBytes, packet.Length - HeaderBytes) : "";
            counting |= text.Contains(_mark, StringComparison.Ordinal);
            if (counting && text.Length > 0 && text[0] != Quit && Struck is null && --_left == 0)
            {
                _cut = from; // Before the server can answer.
                Struck = text;
                if (_delivered)
                {
                    await to.SendAsync(packet, Stopping);
                }

                return;
            }

            await to.SendAsync(packet, Stopping);
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[1 << 16];
        for (int count; (count = await from.ReceiveAsync(buffer, Stopping)) > 0 && !ReferenceEquals(to, _cut);)
        {
            await to.SendAsync(buffer.AsMemory(0, count), Stopping);
        }
    }

    private async Task<byte[]?> ReadPacketAsync(Socket from)
    {
        var header = new byte[HeaderBytes];
        if (!await FillAsync(from, header))
        {
            return null;
        }

        var packet = new byte[HeaderBytes + (BinaryPrimitives.ReadInt32LittleEndian(header) & 0xFFFFFF)];
        header.CopyTo(packet, 0);
        return await FillAsync(from, packet.AsMemory(HeaderBytes)) ? packet : null;
    }

    private async Task<bool> FillAsync(Socket from, Memory<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var count = await from.ReceiveAsync(buffer, Stopping);
            if (count == 0)
            {
                return false;
            }

            buffer = buffer[count..];
        }

        return true;
    }
}
