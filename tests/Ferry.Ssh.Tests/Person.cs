using Ferry.Tunnels;

namespace Ferry.Ssh.Tests;

/// <summary>A person at the terminal who answers as the test says, and remembers what was asked.</summary>
internal sealed class Person(params string?[] secrets) : ITunnelQuestions
{
    private readonly Queue<string?> _secrets = new(secrets);

    public List<UnknownHost> Hosts { get; } = [];

    public List<string> Prompts { get; } = [];

    public bool Trusts { get; init; }

    public ValueTask<bool> TrustAsync(UnknownHost host, CancellationToken cancellationToken)
    {
        Hosts.Add(host);
        return ValueTask.FromResult(Trusts);
    }

    public ValueTask<Secret?> AskSecretAsync(string prompt, CancellationToken cancellationToken)
    {
        Prompts.Add(prompt);
        return ValueTask.FromResult(_secrets.Dequeue() is { } secret ? new Secret(secret) : null);
    }
}
