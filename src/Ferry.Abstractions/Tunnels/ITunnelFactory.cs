namespace Ferry.Tunnels;

/// <summary>Opens tunnels.</summary>
public interface ITunnelFactory
{
    /// <summary>Connects and logs in to every hop, in order, each host key checked before anything secret is sent.</summary>
    /// <param name="route">The way.</param>
    /// <param name="questions">Who to ask about unknown hosts and passphrases; null where nobody can answer.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>A tunnel that is ready; the caller disposes it.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> when a hop cannot be reached, is not who it should be, or refuses the login;
    /// <see cref="FailureKind.Key"/> when a private key cannot be decrypted.</exception>
    ValueTask<ITunnel> OpenAsync(SshRoute route, ITunnelQuestions? questions, CancellationToken cancellationToken);

    /// <summary>Finds out who the servers on a way are. The last one is not logged in to; those before it have to be, to reach the next.</summary>
    /// <param name="route">The way.</param>
    /// <param name="questions">Decides about unknown hosts; one that is trusted is recorded.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>The servers in the order of the way, each vouched for.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> when one cannot be reached, or is not who it should be, or nobody trusts it.</exception>
    ValueTask<IReadOnlyList<IdentifiedHost>> IdentifyAsync(SshRoute route, ITunnelQuestions questions, CancellationToken cancellationToken);
}
