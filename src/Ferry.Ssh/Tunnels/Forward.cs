using System.Globalization;
using System.Net;
using Ferry.Ssh.Connections;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Ferry.Ssh.Tunnels;

/// <summary>A port on 127.0.0.1 that leads one connection of this process through an SSH connection to a place behind it.</summary>
internal sealed class Forward : IDisposable
{
    private readonly HopConnection _through;
    private readonly ForwardedPortLocal _port;
    private readonly int _refusedBefore;
    private int _taken;

    private Forward(HopConnection through, string host, int port)
    {
        _through = through;
        _refusedBefore = through.Channels.Refused;
        Destination = $"{host}:{port}";
        _port = new ForwardedPortLocal($"{IPAddress.Loopback}", host, (uint)port);
        _port.RequestReceived += Admit;
    }

    /// <summary>Where it leads, as the SSH server sees it.</summary>
    public string Destination { get; }

    /// <summary>Where this process connects.</summary>
    public IPEndPoint Entrance => new(IPAddress.Loopback, (int)_port.BoundPort);

    /// <summary>Whether the server has failed to connect, or refused it, since the forward was opened.</summary>
    public bool Refused => _through.Channels.Refused > _refusedBefore;

    /// <summary>Listens.</summary>
    /// <exception cref="FerryException">No port can be had.</exception>
    public static Forward Open(HopConnection through, string host, int port)
    {
        var forward = new Forward(through, host, port);
        try
        {
            through.Add(forward._port);
            return forward;
        }
        catch (Exception exception)
        {
            forward._port.Dispose();
            throw SshFailures.OfListening(exception);
        }
    }

    public void Dispose()
    {
        _through.Remove(_port);
        _port.Dispose();
    }

    // What is thrown here closes the connection before the server hears of it.
    private void Admit(object? sender, PortForwardEventArgs request)
    {
        if (!LocalPeer.IsThisProcess(new IPEndPoint(IPAddress.Loopback, (int)request.OriginatorPort), Entrance) || Interlocked.Exchange(ref _taken, 1) == 1)
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The tunnel is not for port {request.OriginatorPort}."));
        }

        _through.Channels.Expect();
    }
}
