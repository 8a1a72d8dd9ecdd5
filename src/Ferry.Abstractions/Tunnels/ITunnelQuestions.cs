namespace Ferry.Tunnels;

/// <summary>The person at the terminal, as far as a tunnel needs one.</summary>
public interface ITunnelQuestions
{
    /// <summary>Shows the fingerprint of a host that nobody knows yet.</summary>
    /// <param name="host">The host and its key.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether the person compared it and trusts it; the key is recorded then.</returns>
    ValueTask<bool> TrustAsync(UnknownHost host, CancellationToken cancellationToken);

    /// <summary>Asks for something secret.</summary>
    /// <param name="prompt">What for, such as <c>Passphrase of /home/ann/.ssh/id_ed25519</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The answer; null when the person has none.</returns>
    ValueTask<Secret?> AskSecretAsync(string prompt, CancellationToken cancellationToken);
}
