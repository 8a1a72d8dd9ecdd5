using System.Globalization;

namespace Ferry.Ssh.Tests.Tunnels;

/// <summary>What a process listens on, as the kernel has it.</summary>
internal static class Listeners
{
    private const string Listening = "0A";

    /// <summary>Addresses and ports, such as <c>0100007F:1F90</c> for 127.0.0.1:8080.</summary>
    public static IReadOnlyList<string> Of(int processId)
    {
        var sockets = Directory.EnumerateFileSystemEntries($"/proc/{processId}/fd")
            .Select(path => new FileInfo(path).LinkTarget ?? "").ToHashSet();
        return
        [
            .. new[] { "tcp", "tcp6", "udp", "udp6" }.SelectMany(table => File.ReadLines($"/proc/{processId}/net/{table}").Skip(1))
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields[3] == Listening && sockets.Contains($"socket:[{fields[9]}]")).Select(fields => fields[1]),
        ];
    }

    public static string Loopback(int port) => string.Create(CultureInfo.InvariantCulture, $"0100007F:{port:X4}");
}
