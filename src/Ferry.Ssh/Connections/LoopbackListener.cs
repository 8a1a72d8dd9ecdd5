using System.Net;
using System.Net.Sockets;

namespace Ferry.Ssh.Connections;

/// <summary>Listens on 127.0.0.1 and a free port, for this process alone.</summary>
internal static class LoopbackListener
{
    public static Socket Open()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            return listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Takes the next connection of this process; those of others are hung up on.</summary>
    public static async Task<Socket> AcceptOwnAsync(Socket listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            var accepted = await listener.AcceptAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (LocalPeer.IsThisProcess((IPEndPoint)accepted.RemoteEndPoint!, (IPEndPoint)accepted.LocalEndPoint!))
                {
                    accepted.NoDelay = true;
                    return accepted;
                }
            }
            catch
            {
                accepted.Dispose();
                throw;
            }

            accepted.Dispose();
        }
    }
}
