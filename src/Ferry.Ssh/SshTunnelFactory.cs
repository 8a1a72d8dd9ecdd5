using Ferry.Ssh.ClientConfig;
using Ferry.Ssh.Connections;
using Ferry.Ssh.Keys;
using Ferry.Ssh.KnownHosts;
using Ferry.Ssh.Tunnels;
using Ferry.Tunnels;

namespace Ferry.Ssh;

/// <summary>Opens tunnels through SSH servers, in this process: no <c>ssh</c> program is run.</summary>
/// <param name="surroundings">What is taken from the user's account.</param>
public sealed class SshTunnelFactory(SshSurroundings surroundings) : ITunnelFactory
{
    /// <inheritdoc/>
    public async ValueTask<ITunnel> OpenAsync(SshRoute route, ITunnelQuestions? questions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        var hops = new HopExpansion(surroundings).Expand(route);
        var answers = questions is null ? null : new RememberedAnswers(questions);
        var notes = new List<Finding>();
        var chains = new List<SshChain>();
        try
        {
            for (var count = 0; count < route.Connections; count++)
            {
                var chain = new SshChain(route);
                chains.Add(chain);
                foreach (var hop in hops)
                {
                    notes.AddRange(await ExtendAsync(chain, hop, answers, cancellationToken).ConfigureAwait(false));
                }
            }

            return new SshTunnel(route, chains, [.. notes.Distinct()]);
        }
        catch
        {
            chains.ForEach(chain => chain.Dispose());
            throw;
        }
    }

    private static async Task<IReadOnlyList<Finding>> ExtendAsync(SshChain chain, Hop hop, RememberedAnswers? questions, CancellationToken cancellationToken)
    {
        using var credentials = await Credentials.LoadAsync(hop, questions, cancellationToken).ConfigureAwait(false);
        var login = new HopLogin(new HostKeyJudge(hop), credentials);
        try
        {
            await chain.ExtendAsync(hop, login, cancellationToken).ConfigureAwait(false);
            return credentials.Notes;
        }
        catch (FerryException) when (login is { Unknown: not null, Shown: not null } && questions is not null)
        {
            if (!await questions.TrustAsync(login.Unknown, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        await login.Judge.TrustAsync(login.Shown.Key, cancellationToken).ConfigureAwait(false);
        using var again = await Credentials.LoadAsync(hop, questions, cancellationToken).ConfigureAwait(false);
        await chain.ExtendAsync(hop, new HopLogin(new HostKeyJudge(hop), again), cancellationToken).ConfigureAwait(false);
        return again.Notes;
    }
}
