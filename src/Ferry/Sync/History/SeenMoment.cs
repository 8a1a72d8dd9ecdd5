using System.Text.Json;
using Ferry.Environments;
using Ferry.Merging;
using Ferry.Reading;

namespace Ferry.Sync.History;

/// <summary>Remembers how far the source had come at the last sync. A source that is behind that, such as a replica that lags or a server that was put back, would look as if it had changed everything back.</summary>
/// <param name="connection">The target.</param>
/// <param name="dialect">Compares moments.</param>
/// <param name="area">The staging area.</param>
internal sealed class SeenMoment(IMergeConnection connection, IMergeDialect dialect, string area)
{
    /// <summary>The code of a source that is older than what was seen of it.</summary>
    public const string Older = "sync.source-older";

    private readonly NotedFact _fact = new(connection, dialect, area, "source-moment");

    /// <summary>Compares the source with what the last sync saw of it.</summary>
    /// <param name="now">How far the source has come; null when nothing tells it.</param>
    /// <param name="environment">The source's name.</param>
    /// <param name="caution">What to do when it is behind.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is wrong; null for nothing.</returns>
    public async Task<Finding?> CompareAsync(SourceMoment? now, string environment, Caution caution, CancellationToken cancellationToken)
    {
        if (now is null || dialect.Positions is not { } positions || await _fact.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } noted)
        {
            return null;
        }

        return positions.Lacks(JsonSerializer.Deserialize(noted, SeenMomentJson.Default.SourceMoment)!, now) is not { } missing ? null : new Finding(
            caution == Caution.Halt ? FindingSeverity.Failure : FindingSeverity.Warning, Older,
            $"What {environment} holds is older than what the last sync saw: {missing}.",
            "Wait until the replica has caught up, or sync from the primary or a later backup. If the server was put back on purpose: \"Sync\": { \"OlderSource\": \"warn\" }, for one sync.");
    }

    /// <summary>The statements that note how far the source had come, and that undo it.</summary>
    public async Task<IReadOnlyList<(StepPhase Phase, string Sql)>> StepsAsync(SourceMoment? now, CancellationToken cancellationToken) =>
        now is null || now.Position.Count == 0 || dialect.Positions is null
            ? []
            : _fact.Steps(await _fact.ReadAsync(cancellationToken).ConfigureAwait(false), JsonSerializer.Serialize(now, SeenMomentJson.Default.SourceMoment));

    /// <summary>Makes the next sync the first one in this.</summary>
    public Task ForgetAsync(CancellationToken cancellationToken) => _fact.ForgetAsync(cancellationToken);
}
