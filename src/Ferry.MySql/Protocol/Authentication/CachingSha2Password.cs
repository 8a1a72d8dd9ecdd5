using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ferry.MySql.Protocol.Authentication;

/// <summary>
/// caching_sha2_password: SHA256(password) XOR SHA256(SHA256(SHA256(password)) + challenge) while the server has the account in
/// its cache; else the password itself, in clear on a channel that is safe for it, or encrypted with the server's RSA key.
/// </summary>
internal sealed class CachingSha2Password(byte[] password, PasswordExposure exposure) : IAuthenticationPlugin
{
    public const string PluginName = "caching_sha2_password";

    private const int ChallengeLength = 20;
    private const byte PublicKeyRequest = 2;
    private const byte FastAuthenticationSucceeded = 3;
    private const byte FullAuthenticationNeeded = 4;

    private byte[] _challenge = [];
    private bool _publicKeyRequested;

    public string Name => PluginName;

    public byte[] Respond(ReadOnlySpan<byte> challenge)
    {
        if (password.Length == 0)
        {
            return [];
        }

        if (challenge.Length < ChallengeLength)
        {
            throw ProtocolErrors.Malformed("the authentication challenge is too short");
        }

        _challenge = challenge[..ChallengeLength].ToArray();
        var response = SHA256.HashData(password);
        var mask = SHA256.HashData([.. SHA256.HashData(response), .. _challenge]);
        Mask(response, mask);
        return response;
    }

    public byte[]? Continue(ReadOnlySpan<byte> data)
    {
        if (_publicKeyRequested)
        {
            return Encrypt(Encoding.ASCII.GetString(data));
        }

        return data switch
        {
            [FastAuthenticationSucceeded] => null,
            [FullAuthenticationNeeded] => SendPassword(),
            _ => throw ProtocolErrors.Malformed($"{Name} was asked for something unknown"),
        };
    }

    private byte[] SendPassword()
    {
        switch (exposure)
        {
            case PasswordExposure.Clear:
                return [.. password, 0];
            case PasswordExposure.Encrypted:
                _publicKeyRequested = true;
                return [PublicKeyRequest];
            default:
                throw ProtocolErrors.PasswordWithheld(Name);
        }
    }

    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The padding is the protocol's.")]
    private byte[] Encrypt(string publicKey)
    {
        byte[] plain = [.. password, 0];
        Mask(plain, _challenge);
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(publicKey);
        }
        catch (ArgumentException exception)
        {
            throw ProtocolErrors.Malformed("the server's RSA key cannot be read", exception);
        }

        return rsa.Encrypt(plain, RSAEncryptionPadding.OaepSHA1);
    }

    private static void Mask(Span<byte> bytes, ReadOnlySpan<byte> mask)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= mask[i % mask.Length];
        }
    }
}
