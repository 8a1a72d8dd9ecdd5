using Ferry.Databases;
using Ferry.Tunnels;

namespace Ferry.Environments;

/// <summary>
/// The way to the databases of an environment. Every job that touches one runs inside the gate, which opens the tunnel where there is one, hands over
/// targets that lead through it, ends the job when the tunnel drops, and closes the tunnel however the job ends.
/// </summary>
/// <param name="providers">The engines.</param>
/// <param name="tunnels">What opens tunnels.</param>
/// <param name="questions">Who to ask about unknown hosts and passphrases; null where nobody can answer.</param>
/// <param name="note">Is told what deserves a word about the tunnel; null for nobody.</param>
public sealed class EnvironmentGate(ProviderRegistry providers, ITunnelFactory tunnels, ITunnelQuestions? questions = null, Action<Finding>? note = null)
{
    /// <summary>Runs a job on databases of an environment.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="targets">Its databases as it sees them, by key; for a backup that reads from a replica, the replica.</param>
    /// <param name="workers">How many connections the job keeps busy at once.</param>
    /// <param name="job">The job; it gets the same databases as this machine reaches them, and a token that also ends it when the tunnel drops.</param>
    /// <param name="cancellationToken">Ends everything.</param>
    /// <returns>What the job returned.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unreachable"/> when the tunnel cannot be opened, or dropped under the job; what the job threw otherwise.</exception>
    public async Task<T> RunAsync<T>(
        ResolvedEnvironment environment, IReadOnlyDictionary<string, DatabaseTarget> targets, int workers,
        Func<IReadOnlyDictionary<string, DatabaseTarget>, CancellationToken, Task<T>> job, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(targets);
        ArgumentNullException.ThrowIfNull(job);
        if (environment.ResolveRoute() is not { } route || targets.Count == 0)
        {
            return await job(targets, cancellationToken).ConfigureAwait(false);
        }

        var places = targets.ToDictionary(target => target.Key, target => PlaceOf(target.Value, environment), StringComparer.OrdinalIgnoreCase);
        var tunnel = await tunnels.OpenAsync(route with { Connections = Math.Min(route.Connections, Math.Max(1, workers)) }, questions, cancellationToken).ConfigureAwait(false);
        await using var closing = tunnel.ConfigureAwait(false);
        foreach (var finding in tunnel.Notes)
        {
            note?.Invoke(finding);
        }

        var entrances = places.Values.Distinct().ToDictionary(place => place, place => tunnel.Forward(place.Host, place.Port));
        var reached = targets.ToDictionary(
            target => target.Key, target => target.Value with { Entrance = entrances[places[target.Key]] }, StringComparer.OrdinalIgnoreCase);
        return await RunThroughAsync(tunnel, token => job(reached, token), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<T> RunThroughAsync<T>(ITunnel tunnel, Func<CancellationToken, Task<T>> job, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, tunnel.Dropped);
        try
        {
            return await job(either.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && MayBeTheTunnels(exception))
        {
            // What a database driver says when its connection breaks is true, and no help: the tunnel knows better.
            var cause = await tunnel.DiagnoseAsync(cancellationToken).ConfigureAwait(false);
            if (cause is null)
            {
                throw;
            }

            throw new FerryException(cause.Kind, cause.Code, cause.Message, cause.Reason, cause.Remedy, exception);
        }
    }

    private static bool MayBeTheTunnels(Exception exception) =>
        exception is not FerryException failure || failure.Kind is FailureKind.Unreachable or FailureKind.Source or FailureKind.Destination or FailureKind.Stalled or FailureKind.Bug;

    private (string Host, int Port) PlaceOf(DatabaseTarget target, ResolvedEnvironment environment)
    {
        var capabilities = providers.For(target.Engine).Capabilities;
        if (target.Socket is not null || !capabilities.HasServer)
        {
            var what = target.Socket is not null ? "a Unix socket" : "a file";
            throw new FerryException(
                FailureKind.Unsupported, "ssh.not-a-port", $"{target.Display} cannot be reached through SSH: it is {what} on that machine.",
                "A tunnel leads to a TCP port.",
                target.Socket is not null
                    ? "Give the database a Host and a Port instead of the Socket."
                    : $"Run ferry on that machine, with FERRY_ENVIRONMENT={environment.Name}.");
        }

        return (string.IsNullOrEmpty(target.Host) ? "127.0.0.1" : target.Host, target.Port ?? capabilities.DefaultPort ?? throw new FerryException(
            FailureKind.Usage, "ssh.port-missing", $"{target.Display} has no port.", $"Engine {target.Engine} has no usual one.", "Set Port of the database."));
    }
}
