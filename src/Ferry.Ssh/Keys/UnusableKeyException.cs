namespace Ferry.Ssh.Keys;

/// <summary>Ends an attempt to log in because the server takes a key that cannot sign. The attempt is made anew with the key opened, or without it.</summary>
internal sealed class UnusableKeyException(LoginKey key, string reason, Exception? innerException = null) : Exception(reason, innerException)
{
    public LoginKey Key { get; } = key;
}
