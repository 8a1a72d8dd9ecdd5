namespace Ferry.MySql.Protocol.Authentication;

/// <summary>How the password itself may be sent where a challenge's answer is not enough for the server.</summary>
internal enum PasswordExposure
{
    /// <summary>Not at all: the channel may be read, or the server be an impostor.</summary>
    Withheld,

    /// <summary>Encrypted with an RSA key that the server sends, and that nobody vouches for.</summary>
    Encrypted,

    /// <summary>In clear: the channel is local, or encrypted with the server's certificate verified.</summary>
    Clear,
}
