using Ferry.Tunnels;

namespace Ferry.Ssh.KnownHosts;

/// <summary>What is thought of a host key: it is trusted, or it is refused, or nobody knows it and a person may be asked.</summary>
/// <param name="Refusal">Null when the key is trusted; else what ends the run unless a person trusts the host.</param>
/// <param name="Unknown">Set when a person may be asked.</param>
internal sealed record HostKeyVerdict(FerryException? Refusal, UnknownHost? Unknown)
{
    public static HostKeyVerdict Trusted { get; } = new(null, null);

    /// <summary>A key that no answer of a person makes right.</summary>
    public static HostKeyVerdict Refused(FerryException refusal) => new(refusal, null);
}
