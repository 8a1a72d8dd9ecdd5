using Ferry.Cli.Output;
using Ferry.Tunnels;

namespace Ferry.Cli.Hosting;

/// <summary>Asks the person at the terminal what a tunnel needs to know.</summary>
internal sealed class TunnelQuestions(Questions ask) : ITunnelQuestions
{
    public async ValueTask<bool> TrustAsync(UnknownHost host, CancellationToken cancellationToken) => await ask.ConfirmAsync(
        $"The SSH server {host.Host}:{host.Port} is not known. It showed {host.KeyType} {host.Fingerprint}. "
        + $"Did you compare this with the server's own, and trust it? It is recorded in {host.KnownHostsFile}.",
        preset: false, cancellationToken);

    public async ValueTask<Secret?> AskSecretAsync(string prompt, CancellationToken cancellationToken) =>
        await ask.SecretAsync($"{prompt}:", cancellationToken) is { Length: > 0 } answer ? new Secret(answer) : null;
}
