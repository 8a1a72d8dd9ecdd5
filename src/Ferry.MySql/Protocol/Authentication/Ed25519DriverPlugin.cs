using System.Text;
using MySqlConnector.Authentication;

namespace Ferry.MySql.Protocol.Authentication;

/// <summary>Teaches the driver client_ed25519, which it has only in a package that is not to be had everywhere.</summary>
internal sealed class Ed25519DriverPlugin : IAuthenticationPlugin3
{
    // The driver's registry is one for the process and takes a name once.
    private static readonly Lazy<bool> _registered = new(Register);

    public string Name => Ed25519Password.PluginName;

    /// <summary>Registers the plugin if <paramref name="failure"/> says that the driver lacked it, and not before: an application may register one of its own.</summary>
    /// <returns>Whether the login is worth another try.</returns>
    public static bool InstallAfter(Exception failure) =>
        failure is NotSupportedException && failure.Message.Contains("Ed25519AuthenticationPlugin", StringComparison.Ordinal) && _registered.Value;

    public byte[] CreateResponse(string password, ReadOnlySpan<byte> authenticationData) =>
        new Ed25519Password(Encoding.UTF8.GetBytes(password)).Respond(authenticationData);

    public void CreateResponseAndPasswordHash(
        string password, ReadOnlySpan<byte> authenticationData, out byte[] authenticationResponse, out byte[] passwordHash)
    {
        authenticationResponse = CreateResponse(password, authenticationData);
        passwordHash = Ed25519.PublicKey(Encoding.UTF8.GetBytes(password));
    }

    private static bool Register()
    {
        AuthenticationPlugins.Register(new Ed25519DriverPlugin());
        return true;
    }
}
