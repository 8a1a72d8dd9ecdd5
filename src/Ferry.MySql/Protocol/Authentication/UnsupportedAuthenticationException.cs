namespace Ferry.MySql.Protocol.Authentication;

/// <summary>The server asks for an authentication plugin that only the driver may know; the caller turns to the driver.</summary>
internal sealed class UnsupportedAuthenticationException(string plugin)
    : Exception($"The authentication plugin {plugin} is not supported here.")
{
    public string Plugin { get; } = plugin;
}
