using Ferry.Tunnels;

namespace Ferry.Ssh.Tunnels;

/// <summary>Asks a person only once, however many connections need the answer.</summary>
internal sealed class RememberedAnswers(ITunnelQuestions person) : ITunnelQuestions
{
    private readonly Dictionary<string, Secret?> _secrets = new(StringComparer.Ordinal);

    public ValueTask<bool> TrustAsync(UnknownHost host, CancellationToken cancellationToken) => person.TrustAsync(host, cancellationToken);

    public async ValueTask<Secret?> AskSecretAsync(string prompt, CancellationToken cancellationToken)
    {
        if (!_secrets.TryGetValue(prompt, out var answer))
        {
            _secrets[prompt] = answer = await person.AskSecretAsync(prompt, cancellationToken).ConfigureAwait(false);
        }

        return answer;
    }
}
