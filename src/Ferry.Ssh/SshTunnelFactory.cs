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
        var logins = new List<HopLogin>();
        var chains = new List<SshChain>();
        var room = new PoolRoom();
        try
        {
            foreach (var hop in hops)
            {
                logins.Add(new HopLogin(new HostKeyJudge(hop), await Credentials.LoadAsync(hop, questions, cancellationToken).ConfigureAwait(false)));
            }

            for (var count = 0; count < route.Connections; count++)
            {
                chains.Add(new SshChain(route));
                foreach (var (hop, login) in hops.Zip(logins))
                {
                    await login.Credentials.LogInAsync(() => ExtendAsync(chains[^1], hop, login, questions, cancellationToken), cancellationToken).ConfigureAwait(false);
                }
            }

            return new SshTunnel(route, chains, room, [.. hops.SelectMany(hop => hop.Notes), .. logins.SelectMany(login => login.Notes)]);
        }
        catch
        {
            chains.ForEach(chain => chain.Dispose());
            room.Dispose();
            throw;
        }
        finally
        {
            logins.ForEach(login => login.Dispose());
        }
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<IdentifiedHost>> IdentifyAsync(SshRoute route, ITunnelQuestions questions, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(route);
        ArgumentNullException.ThrowIfNull(questions);
        var hops = new HopExpansion(surroundings).Expand(route);
        var hosts = new List<IdentifiedHost>();
        using var chain = new SshChain(route);
        foreach (var hop in hops)
        {
            var isLast = hops.Count == hosts.Count + 1;
            var credentials = isLast ? Credentials.None(hop) : await Credentials.LoadAsync(hop, questions, cancellationToken).ConfigureAwait(false);
            using var login = new HopLogin(new HostKeyJudge(hop), credentials);
            try
            {
                await credentials.LogInAsync(() => ExtendAsync(chain, hop, login, questions, cancellationToken), cancellationToken).ConfigureAwait(false);
            }
            catch (FerryException) when (isLast && login.IsVerified)
            {
                // It proved who it is before it refused the login, which was made without a key.
            }

            hosts.Add(login.Judge.Identify(login.Shown!));
        }

        return hosts;
    }

    private static async Task ExtendAsync(SshChain chain, Hop hop, HopLogin login, ITunnelQuestions? questions, CancellationToken cancellationToken)
    {
        try
        {
            await chain.ExtendAsync(hop, login, cancellationToken).ConfigureAwait(false);
            return;
        }
        catch (FerryException) when (login is { Unknown: not null, Shown: not null } && questions is not null)
        {
            if (!await questions.TrustAsync(login.Unknown, cancellationToken).ConfigureAwait(false))
            {
                throw;
            }
        }

        await login.Judge.TrustAsync(login.Shown.Key, cancellationToken).ConfigureAwait(false);
        await chain.ExtendAsync(hop, login, cancellationToken).ConfigureAwait(false);
    }
}
