using Ferry.Tunnels;

namespace Ferry.Cli.Hosting;

/// <summary>Trusts the hosts whose fingerprints were named on the command line; without any, the person at the terminal is asked.</summary>
/// <param name="fingerprints">As OpenSSH writes them.</param>
/// <param name="person">Null where nobody can answer.</param>
internal sealed class FingerprintAnswers(IReadOnlyList<string> fingerprints, ITunnelQuestions? person) : ITunnelQuestions
{
    private const string Algorithm = "SHA256:";

    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> for a fingerprint of another form.</exception>
    public static IReadOnlyList<string> Parse(IEnumerable<string> fingerprints) => [.. fingerprints.Select(Parse)];

    /// <summary>What was named and was shown by no host.</summary>
    public IEnumerable<string> Unseen(IEnumerable<IdentifiedHost> hosts) => fingerprints.Except(hosts.Select(host => host.Fingerprint));

    public ValueTask<bool> TrustAsync(UnknownHost host, CancellationToken cancellationToken) =>
        fingerprints.Contains(host.Fingerprint, StringComparer.Ordinal) ? ValueTask.FromResult(true)
        : fingerprints.Count > 0 ? throw Mismatch($"{host.Host}:{host.Port} showed {host.KeyType} {host.Fingerprint}, and that was not named.")
        : person is null ? ValueTask.FromResult(false)
        : person.TrustAsync(host, cancellationToken);

    public ValueTask<Secret?> AskSecretAsync(string prompt, CancellationToken cancellationToken) =>
        person is null ? ValueTask.FromResult<Secret?>(null) : person.AskSecretAsync(prompt, cancellationToken);

    public static FerryException Mismatch(string reason) => new(
        FailureKind.Unreachable, "ssh.fingerprint-mismatch", "The fingerprint on the command line is not the one of the server.", reason,
        "Take the fingerprint from the server itself: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub. If it still differs, somebody may stand between it and you.");

    private static string Parse(string text) =>
        text.StartsWith(Algorithm, StringComparison.Ordinal) && text.Length > Algorithm.Length ? text.TrimEnd('=') : throw new FerryException(
            FailureKind.Usage, "ssh.host-key-format", $"'{text}' is no fingerprint of a host key.", "A fingerprint is SHA256: and 43 letters, as ssh-keygen -l prints it.",
            "On the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub");
}
