using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ferry.MySql.Protocol.Authentication;

/// <summary>mysql_native_password: SHA1(password) XOR SHA1(challenge + SHA1(SHA1(password))).</summary>
[SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "The method is the server's choice.")]
internal sealed class NativePassword(byte[] password) : IAuthenticationPlugin
{
    public const string PluginName = "mysql_native_password";

    private const int ChallengeLength = 20;

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

        var response = SHA1.HashData(password);
        var mask = SHA1.HashData([.. challenge[..ChallengeLength], .. SHA1.HashData(response)]);
        for (var i = 0; i < response.Length; i++)
        {
            response[i] ^= mask[i];
        }

        return response;
    }

    public byte[]? Continue(ReadOnlySpan<byte> data) => throw ProtocolErrors.Malformed($"{Name} was asked for more data");
}
