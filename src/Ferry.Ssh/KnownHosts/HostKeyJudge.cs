using System.Security.Cryptography;

namespace Ferry.Ssh.KnownHosts;

/// <summary>Says whether a host is who it should be. There is no way around it.</summary>
internal sealed class HostKeyJudge(Hop hop)
{
    /// <summary>Host key algorithms for which a key of this host is recorded, best first; empty when none is.</summary>
    public IReadOnlyList<string> Preferred { get; } = [];

    /// <summary>Judges the key that the host showed.</summary>
    /// <param name="keyType">Such as <c>ssh-ed25519</c>.</param>
    /// <param name="key">The key as it is on the wire.</param>
    public HostKeyVerdict Judge(string keyType, ReadOnlySpan<byte> key)
    {
        var fingerprint = $"SHA256:{Convert.ToBase64String(SHA256.HashData(key)).TrimEnd('=')}";
        return hop.HostKey == fingerprint
            ? HostKeyVerdict.Trusted
            : new(
                new FerryException(
                    FailureKind.Unreachable, "ssh.host-key-unknown", $"The SSH server {hop} showed a key that is not the pinned one.", $"{keyType} {fingerprint}",
                    "Compare the fingerprint with the server's administrator, then correct HostKey."),
                null);
    }

    /// <summary>Records a key that a person trusted, so that <see cref="Judge"/> accepts it from now on.</summary>
    public ValueTask TrustAsync(string keyType, ReadOnlyMemory<byte> key, CancellationToken cancellationToken) =>
        throw new FerryException(FailureKind.Unsupported, "ssh.trust", $"The key of {hop} cannot be recorded yet.");
}
