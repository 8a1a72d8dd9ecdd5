namespace Ferry.MySql.Protocol.Authentication;

/// <summary>client_ed25519 (MariaDB): an Ed25519 signature of the challenge by the key that the password hashes to.</summary>
internal sealed class Ed25519Password(byte[] password) : IAuthenticationPlugin
{
    public const string PluginName = "client_ed25519";

    private const int ChallengeLength = 32;

    public string Name => PluginName;

    public byte[] Respond(ReadOnlySpan<byte> challenge) => challenge.Length < ChallengeLength
        ? throw ProtocolErrors.Malformed("the authentication challenge is too short")
        : Ed25519.Sign(password, challenge[..ChallengeLength]);

    public byte[]? Continue(ReadOnlySpan<byte> data) => throw ProtocolErrors.Malformed($"{Name} was asked for more data");
}
