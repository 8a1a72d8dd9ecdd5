namespace Ferry.Ssh.KnownHosts;

/// <summary>
/// An OpenSSH certificate (PROTOCOL.certkeys). Its signature and its period are checked by the library before it is looked at here.
/// </summary>
/// <param name="Authority">The key that signed it.</param>
/// <param name="IsForHosts">Whether it says who a host is; else it is a user's.</param>
/// <param name="Principals">The names it is valid for; patterns.</param>
/// <param name="IsConditional">Whether it has critical options. None is known for hosts, and what is not understood must be refused.</param>
internal sealed record HostCertificate(PublicKey Authority, bool IsForHosts, IReadOnlyList<string> Principals, bool IsConditional = false)
{
    /// <summary>Whether it may be shown by a host of this name. A certificate without names is valid for none.</summary>
    public bool IsFor(HostAddress host) =>
        IsForHosts && !IsConditional && Principals.Any(principal => new PatternList([principal.ToLowerInvariant()]).Matches(host.PlainEntry));
}
