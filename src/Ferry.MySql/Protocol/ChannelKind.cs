namespace Ferry.MySql.Protocol;

/// <summary>Who can listen on a channel.</summary>
internal enum ChannelKind
{
    /// <summary>Anybody on the way.</summary>
    Network,

    /// <summary>Nobody outside: loopback, or a tunnel that encrypts and has checked the host. The server does not know that.</summary>
    Private,

    /// <summary>Nobody, and the server knows.</summary>
    LocalSocket,
}
