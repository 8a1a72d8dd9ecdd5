using System.Net;
using Ferry.Tunnels;

namespace Ferry.Databases;

/// <summary>Where one database is and how to log in.</summary>
public sealed record DatabaseTarget
{
    /// <summary>The engine family, as <see cref="IDatabaseProvider.Engine"/> names it: <c>mysql</c> (also MariaDB), <c>sqlite</c>, <c>postgres</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>Host name or address of the server.</summary>
    public string? Host { get; init; }

    /// <summary>TCP port of the server; null means the engine's own.</summary>
    public int? Port { get; init; }

    /// <summary>The loopback end of a tunnel to <see cref="Host"/> and <see cref="Port"/>: connections are opened there instead, while names in certificates and
    /// messages stay as they are.</summary>
    public TunnelEntrance? Entrance { get; init; }

    /// <summary>Path of a Unix socket, used instead of host and port.</summary>
    public string? Socket { get; init; }

    /// <summary>Name of the database on the server.</summary>
    public string? Database { get; init; }

    /// <summary>Absolute path of the database file, for engines that live in one.</summary>
    public string? Path { get; init; }

    /// <summary>Login name.</summary>
    public string? Username { get; init; }

    /// <summary>Login password.</summary>
    public Secret? Password { get; init; }

    /// <summary>A replica that backups read from instead, as host or host:port; the login and everything else are the same.</summary>
    public string? Replica { get; init; }

    /// <summary>How the connection is encrypted.</summary>
    public TlsOptions Tls { get; init; } = new();

    /// <summary>Whether nobody outside can listen in on a connection: a file, a Unix socket, a loopback address, or the entrance of a tunnel. Decided by what is
    /// configured, never by what a name resolves to.</summary>
    public bool IsPrivate => Path is not null || Socket is not null || Entrance is not null || Host is null or "" or "localhost"
        || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <summary>The target as a URL without its password, for messages.</summary>
    public string Display => Path is not null
        ? $"{Engine}:{Path}"
        : $"{Engine}://{(Username is null ? "" : $"{Username}@")}{Socket ?? $"{Host}{(Port is null ? "" : $":{Port}")}"}/{Database}";

    /// <summary>Where a backup reads: the replica when there is one, else the target itself.</summary>
    /// <returns>A target without a replica.</returns>
    public DatabaseTarget ForBackup()
    {
        if (Replica is null)
        {
            return this;
        }

        var colon = Replica.LastIndexOf(':');
        var hasPort = int.TryParse(Replica.AsSpan(colon + 1), System.Globalization.CultureInfo.InvariantCulture, out var port) && colon > 0;
        return this with { Host = hasPort ? Replica[..colon] : Replica, Port = hasPort ? port : Port, Socket = null, Entrance = null, Replica = null };
    }

    /// <summary>The name people know the database by: its name on the server, or its file name.</summary>
    public string Name => Database ?? System.IO.Path.GetFileName(Path) ?? "";

    /// <summary>The safe form, as <see cref="Display"/>.</summary>
    /// <returns>A URL without the password.</returns>
    public override string ToString() => Display;
}
