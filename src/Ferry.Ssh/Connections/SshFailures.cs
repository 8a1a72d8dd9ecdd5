using System.Net.Sockets;
using Ferry.Tunnels;
using Renci.SshNet.Common;
using Renci.SshNet.Messages.Transport;

namespace Ferry.Ssh.Connections;

/// <summary>Turns what goes wrong on the way into words.</summary>
internal static class SshFailures
{
    /// <summary>A failure before the login was through.</summary>
    public static FerryException OfConnecting(Hop hop, Exception exception) => exception switch
    {
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } => Unreachable(
            "ssh.host-not-found", hop, exception, $"Check the name {hop.Host} in the Ssh section, or in ~/.ssh/config."),
        SocketException => Unreachable("ssh.unreachable", hop, exception, "Check host, port and firewall, and that the SSH server is running."),
        SshConnectionException { DisconnectReason: DisconnectReason.KeyExchangeFailed } => Unreachable(
            "ssh.algorithms", hop, exception, "The server offers only algorithms that are too old to be safe: update it."),
        SshConnectionException when exception.Message.Contains("identification", StringComparison.OrdinalIgnoreCase) => Unreachable(
            "ssh.no-server", hop, exception, "Something else than an SSH server answers there: check host and port."),
        _ => Unreachable("ssh.unreachable", hop, exception, "Check that the SSH server is running and accepts connections from here."),
    };

    public static FerryException OfTimeout(Hop hop, TimeSpan limit) => new(
        FailureKind.Unreachable, "ssh.timeout", $"The SSH server {hop} did not answer.", $"Not logged in after {limit.TotalSeconds:0} s.",
        "Check host, port and firewall, or raise ConnectTimeout in the Ssh section.");

    public static FerryException OfDrop(SshRoute route, Hop hop, Exception? exception) => new(
        FailureKind.Unreachable, "ssh.dropped", $"The SSH tunnel {route} dropped.",
        $"{hop}: {Innermost(exception) ?? "the server closed the connection."}",
        "Check the network and the SSH server, then run the command again; it starts afresh, because what was read so far belongs to a moment that is over.", exception);

    public static FerryException OfSilence(SshRoute route, Hop hop) => OfDrop(route, hop, new TimeoutException($"no answer for several times {route.KeepAlive.TotalSeconds:0} s (KeepAlive)."));

    public static FerryException OfForward(Hop hop, string destination) => new(
        FailureKind.Unreachable, "ssh.forward-refused", $"The SSH server {hop} did not connect to {destination}.",
        $"Nobody listens there as seen from {hop.Host}, or its sshd forbids it (AllowTcpForwarding, PermitOpen).",
        $"Check Host and Port of the database as {hop.Host} sees them: ssh {hop.Name} nc -vz {destination.Replace(':', ' ')}");

    public static FerryException OfListening(Exception exception) => new(
        FailureKind.Unreachable, "ssh.no-local-port", "No port on 127.0.0.1 could be had for the tunnel.", exception.Message,
        "Close programs that hold many connections, then run the command again.", exception);

    private static FerryException Unreachable(string code, Hop hop, Exception exception, string remedy) =>
        new(FailureKind.Unreachable, code, $"Cannot connect to the SSH server {hop}.", Innermost(exception), remedy, exception);

    private static string? Innermost(Exception? exception) =>
        exception?.InnerException is SocketException inner ? inner.Message : exception?.Message;
}
