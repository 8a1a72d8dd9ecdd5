using System.Security.Cryptography;

namespace Ferry.MySql.Protocol.Authentication;

/// <summary>
/// parsec (MariaDB 11.6 and later): the server tells the account's salt when it is asked with an empty packet; an Ed25519 key is derived from
/// password and salt, and signs the server's challenge and one of the client's own.
/// </summary>
internal sealed class ParsecPassword(byte[] password) : IAuthenticationPlugin
{
    public const string PluginName = "parsec";

    /// <summary>The first byte of the packet with the salt, which comes without the signature of further data.</summary>
    public const byte SaltSignature = (byte)'P';

    private const int ChallengeLength = 32;
    private const int SaltLength = 18;
    private const int KeyLength = 32;
    private const int FewestIterations = 1024;

    // What the server's own plugin allows; a server that asks for more would keep the client busy for as long as it likes.
    private const byte MostDoublings = 3;

    private byte[]? _challenge;

    public string Name => PluginName;

    public byte[] Respond(ReadOnlySpan<byte> challenge)
    {
        _challenge = challenge.Length < ChallengeLength
            ? throw ProtocolErrors.Malformed("the authentication challenge is too short")
            : challenge[..ChallengeLength].ToArray();
        return [];
    }

    public byte[] Continue(ReadOnlySpan<byte> data)
    {
        var challenge = _challenge ?? throw ProtocolErrors.Malformed($"{Name} was asked for a second answer");
        _challenge = null;
        return Answer(password, challenge, data);
    }

    /// <summary>Returns the client's challenge and the signature of both.</summary>
    /// <param name="password">The password.</param>
    /// <param name="challenge">The server's challenge.</param>
    /// <param name="salt">The packet with the account's salt.</param>
    public static byte[] Answer(ReadOnlySpan<byte> password, ReadOnlySpan<byte> challenge, ReadOnlySpan<byte> salt)
    {
        if (challenge.Length != ChallengeLength || salt.Length < 2 + SaltLength || salt[0] != SaltSignature || salt[1] > MostDoublings)
        {
            throw ProtocolErrors.Malformed($"{PluginName} came with a salt of another kind");
        }

        var own = RandomNumberGenerator.GetBytes(ChallengeLength);
        var key = DeriveKey(password, salt);
        byte[] answer = [.. own, .. Ed25519.Sign(key, [.. challenge, .. own])];
        CryptographicOperations.ZeroMemory(key);
        return answer;
    }

    /// <summary>What the server keeps of a password: the salt as it was sent, and the public key.</summary>
    public static byte[] Kept(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt)
    {
        var key = DeriveKey(password, salt);
        byte[] kept = [.. salt[..(2 + SaltLength)], .. Ed25519.PublicKey(key)];
        CryptographicOperations.ZeroMemory(key);
        return kept;
    }

    private static byte[] DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt) => Rfc2898DeriveBytes.Pbkdf2(
        password, salt.Slice(2, SaltLength), FewestIterations << salt[1], HashAlgorithmName.SHA512, KeyLength);
}
