using Ferry.Databases;

namespace Ferry.Doctor;

/// <summary>Who answered, in a sentence: so that a person can see that it is the server they mean.</summary>
internal static class Identity
{
    public static Finding Of(ServerIdentity server) => new(
        FindingSeverity.Pass, "database.identity",
        $"This is {server.Database ?? "no database yet"} on {server.Id} ({Certainty(server.Certainty)}), {Role(server)}"
            + $"{(server.ReadOnly ? ", read-only" : "")}{Encryption(server.Encryption)}.");

    private static string Certainty(IdentityCertainty certainty) =>
        certainty == IdentityCertainty.Drawn ? "the server's own uuid" : "known by its place; one that was set up alike may share it";

    private static string Role(ServerIdentity server) => server.Role switch
    {
        ServerRole.Primary => "a primary",
        ServerRole.Replica => $"a replica{(server.Primary is null ? "" : $" of {server.Primary}")}",
        _ => "primary or replica unknown: the account may not see it",
    };

    private static string Encryption(string? encryption) => encryption switch
    {
        null => "",
        "none" => ", not encrypted",
        _ => $", encrypted with {encryption}",
    };
}
