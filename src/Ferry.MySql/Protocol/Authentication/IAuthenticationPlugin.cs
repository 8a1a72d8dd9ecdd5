namespace Ferry.MySql.Protocol.Authentication;

/// <summary>One authentication method: answers the server's challenge, then whatever else the server sends before OK or ERR.</summary>
internal interface IAuthenticationPlugin
{
    string Name { get; }

    byte[] Respond(ReadOnlySpan<byte> challenge);

    /// <summary>Returns what to send for a packet of further data, or <see langword="null"/> to send nothing and wait.</summary>
    byte[]? Continue(ReadOnlySpan<byte> data);
}
