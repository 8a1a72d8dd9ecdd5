using Ferry.Databases;

namespace Ferry.Cli.Output.Documents;

/// <summary>The server that a backup was read from. What an archive of an earlier version does not say is null.</summary>
internal sealed record IdentityDocument(string Id, string? Certainty, string? User, string? Role, string? Primary, string? Cluster, bool ReadOnly, string? Encryption)
{
    public static IdentityDocument From(ServerIdentity server) => new(
        server.Id,
        server.Certainty switch
        {
            IdentityCertainty.Drawn => "drawn",
            IdentityCertainty.Place => "place",
            _ => null,
        },
        server.User,
        server.Role switch
        {
            ServerRole.Primary => "primary",
            ServerRole.Replica => "replica",
            _ => null,
        },
        server.Primary,
        server.Cluster,
        server.ReadOnly,
        server.Encryption);
}
