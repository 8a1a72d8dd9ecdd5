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
}
