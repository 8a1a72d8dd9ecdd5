namespace Ferry.Databases;

/// <summary>How a connection to a database server is encrypted.</summary>
public enum TlsMode
{
    /// <summary>Encrypted and fully verified for hosts that are not loopback. Where nobody outside can listen in (<see cref="DatabaseTarget.IsPrivate"/>): encrypted
    /// where offered, and signed by the named authority if there is one.</summary>
    Auto,

    /// <summary>Never encrypted.</summary>
    None,

    /// <summary>Encrypted, the certificate unchecked. Warned about on every use.</summary>
    Insecure,

    /// <summary>Encrypted, signed by a trusted authority, the name unchecked.</summary>
    VerifyCa,

    /// <summary>Encrypted, signed by a trusted authority, issued for this host.</summary>
    VerifyFull,
}
