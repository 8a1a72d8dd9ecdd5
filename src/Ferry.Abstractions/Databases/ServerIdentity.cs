namespace Ferry.Databases;

/// <summary>Who answered a connection. Kept in the manifest; two targets with the same id and database are the same database.</summary>
/// <param name="Product">Product name, such as <c>MariaDB</c>, <c>MySQL</c> or <c>SQLite</c>.</param>
/// <param name="Version">Dotted version number, such as <c>10.11.19</c>.</param>
/// <param name="Id">What identifies this server among all: its uuid or an equivalent; machine and canonical path for file engines.</param>
/// <param name="Database">The database in use; null when none was chosen or it does not exist.</param>
/// <param name="User">The account that the server saw.</param>
/// <param name="ReadOnly">Whether the server itself refuses writes.</param>
public sealed record ServerIdentity(string Product, string Version, string Id, string? Database, string? User, bool ReadOnly)
{
    /// <summary>How sure <see cref="Id"/> is.</summary>
    public IdentityCertainty Certainty { get; init; }

    /// <summary>Whether it follows another server.</summary>
    public ServerRole Role { get; init; }

    /// <summary>The id of the server that a replica follows; null where there is none or nobody says.</summary>
    public string? Primary { get; init; }

    /// <summary>The id of the cluster whose members all hold the same databases; null outside of one.</summary>
    public string? Cluster { get; init; }

    /// <summary>The protocol that encrypts the connection, such as <c>TLSv1.3</c>; <c>none</c>; null where there is no connection or nobody asked.</summary>
    public string? Encryption { get; init; }

    /// <summary>Server settings that decide whether a restore will fit, by their own names.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
