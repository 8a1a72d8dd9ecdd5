using Ferry.Cli.Hosting;
using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary>The two environments of a sync, and the request that it makes. Jobs run inside the gates of both.</summary>
/// <param name="Context">What the command works with.</param>
/// <param name="Source">The environment that rows come from; null for the backup of one that is not configured here.</param>
/// <param name="Target">The environment that rows go to.</param>
/// <param name="Configuration">What both are configured in.</param>
/// <param name="Request">The request, its databases as their environments see them.</param>
internal sealed record SyncScene(CliContext Context, ResolvedEnvironment? Source, ResolvedEnvironment Target, FerryConfiguration Configuration, SyncRequest Request)
{
    /// <summary>Runs a job with the way to both environments open.</summary>
    public Task<T> RunAsync<T>(Func<SyncRequest, CancellationToken, Task<T>> job, CancellationToken cancellationToken) =>
        Source is null || Request.Source.Databases.Count == 0
            ? RunAtTargetAsync(job, cancellationToken)
            : Context.Gate.RunAsync(
                Source, Request.Source.Databases, Request.Workers,
                (sources, token) => (this with { Request = Request with { Source = Request.Source with { Databases = sources } } }).RunAtTargetAsync(job, token),
                cancellationToken);

    /// <summary>Runs a job that needs the target only.</summary>
    public Task<T> RunAtTargetAsync<T>(Func<SyncRequest, CancellationToken, Task<T>> job, CancellationToken cancellationToken) => Context.Gate.RunAsync(
        Target, Request.Targets, Request.Workers, (targets, token) => job(Request with { Targets = targets }, token), cancellationToken);

    /// <summary>Refuses an environment of which nothing is remembered and that is not configured either: its name is most likely mistyped.</summary>
    public void DemandKnown(IReadOnlyCollection<SyncRun> runs)
    {
        if (runs.Count == 0)
        {
            Configuration.Environment(Request.Source.Environment);
        }
    }
}
