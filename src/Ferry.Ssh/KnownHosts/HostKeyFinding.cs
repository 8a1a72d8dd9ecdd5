namespace Ferry.Ssh.KnownHosts;

/// <summary>What was found out about a host key.</summary>
/// <param name="Standing">What the records say.</param>
/// <param name="Place">The line that decided, as file and number.</param>
/// <param name="Recorded">The key of that line.</param>
internal sealed record HostKeyFinding(HostKeyStanding Standing, string? Place = null, PublicKey? Recorded = null)
{
    public static HostKeyFinding From(HostKeyStanding standing, KnownHost line) => new(standing, line.Place, line.Key);
}
