using System.Globalization;
using System.Net;

namespace Ferry.Ssh.Connections;

/// <summary>
/// Tells whether the other end of a loopback connection is this process, so that nobody else on the machine can use a tunnel. Read from <c>/proc</c>,
/// which Linux alone has; elsewhere the database's own password is what keeps others out.
/// </summary>
internal static class LocalPeer
{
    private static readonly string[] _tables = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

    /// <param name="peer">The address that the connection comes from.</param>
    /// <param name="listener">The address that it came to.</param>
    public static bool IsThisProcess(IPEndPoint peer, IPEndPoint listener) =>
        !OperatingSystem.IsLinux() || (FindInode(peer.Port, listener.Port) is { } inode && Owns(inode));

    /// <summary>The socket, of either family, that has these ports: local, then remote.</summary>
    private static string? FindInode(int localPort, int remotePort)
    {
        var local = Suffix(localPort);
        var remote = Suffix(remotePort);
        foreach (var line in _tables.Where(File.Exists).SelectMany(File.ReadLines))
        {
            // sl, local_address, rem_address, st, queues, timer, retransmits, uid, timeout, inode
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[1].EndsWith(local, StringComparison.Ordinal) && fields[2].EndsWith(remote, StringComparison.Ordinal) && fields[9] != "0")
            {
                return fields[9];
            }
        }

        return null;
    }

    // A descriptor that another thread closes meanwhile has no target any more.
    private static bool Owns(string inode) =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Any(descriptor => new FileInfo(descriptor).LinkTarget == $"socket:[{inode}]");

    private static string Suffix(int port) => string.Create(CultureInfo.InvariantCulture, $":{port:X4}");
}
