namespace Ferry.MySql.Tls;

/// <summary>What a server's certificate has to prove.</summary>
internal enum CertificateTrust
{
    /// <summary>Nothing.</summary>
    Any,

    /// <summary>That a trusted authority has signed it and it has not expired.</summary>
    Authority,

    /// <summary>That too, and that it was issued for this server's name.</summary>
    AuthorityAndName,
}
