using Ferry.Merging;

namespace Ferry.Sync.History;

/// <summary>Remembers by which key the values that are here were masked: with another one every masked value changes, and people who are not in an identity map yet are not recognised by their masks.</summary>
/// <param name="connection">The target.</param>
/// <param name="dialect">Writes the statements.</param>
/// <param name="area">The staging area.</param>
internal sealed class UsedMaskKey(IMergeConnection connection, IMergeDialect dialect, string area)
{
    private readonly NotedFact _fact = new(connection, dialect, area, "mask-key");

    /// <summary>Compares a key with the one of the last sync.</summary>
    /// <param name="fingerprint">What names the key; null when nothing is masked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A warning when it is another one, and the statements that remember it and that undoing needs.</returns>
    public async Task<(Finding? Warning, IReadOnlyList<(StepPhase Phase, string Sql)> Steps)> CompareAsync(string? fingerprint, CancellationToken cancellationToken)
    {
        var before = await _fact.ReadAsync(cancellationToken).ConfigureAwait(false);
        if (fingerprint is null || fingerprint == before)
        {
            return (null, []);
        }

        var warning = before is null ? null : new Finding(
            FindingSeverity.Warning, "sync.mask-key-changed",
            "The masking key is another one than at the last sync: every masked value changes, and rows that were not merged before are not recognised by their masks.",
            "Take the key of the last sync, if this was not meant: Sync:MaskKey, or the key file beside the configuration.");
        return (warning, _fact.Steps(before, fingerprint));
    }
}
