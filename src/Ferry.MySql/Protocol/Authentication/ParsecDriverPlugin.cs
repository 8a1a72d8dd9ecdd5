using System.Text;
using MySqlConnector.Authentication;

namespace Ferry.MySql.Protocol.Authentication;

/// <summary>Teaches the driver parsec, which it has only in a package that is not to be had everywhere.</summary>
internal sealed class ParsecDriverPlugin : IAuthenticationPlugin3
{
    private const int ChallengeLength = 32;

    // The driver's registry is one for the process and takes a name once.
    private static readonly Lazy<bool> _registered = new(Register);

    public string Name => ParsecPassword.PluginName;

    /// <summary>Registers the plugin if <paramref name="failure"/> says that the driver lacked it, and not before: an application may register one of its own.</summary>
    /// <returns>Whether the login is worth another try.</returns>
    public static bool InstallAfter(Exception failure) =>
        failure is NotSupportedException && failure.Message.Contains("ParsecAuthenticationPlugin", StringComparison.Ordinal) && _registered.Value;

    // The driver asks for the salt itself, and gives it behind the challenge.
    public byte[] CreateResponse(string password, ReadOnlySpan<byte> authenticationData)
    {
        DemandChallenge(authenticationData);
        return ParsecPassword.Answer(Encoding.UTF8.GetBytes(password), authenticationData[..ChallengeLength], authenticationData[ChallengeLength..]);
    }

    public void CreateResponseAndPasswordHash(
        string password, ReadOnlySpan<byte> authenticationData, out byte[] authenticationResponse, out byte[] passwordHash)
    {
        authenticationResponse = CreateResponse(password, authenticationData);
        passwordHash = ParsecPassword.Kept(Encoding.UTF8.GetBytes(password), authenticationData[ChallengeLength..]);
    }

    private static void DemandChallenge(ReadOnlySpan<byte> data)
    {
        if (data.Length < ChallengeLength)
        {
            throw ProtocolErrors.Malformed("the authentication challenge is too short");
        }
    }

    private static bool Register()
    {
        AuthenticationPlugins.Register(new ParsecDriverPlugin());
        return true;
    }
}
