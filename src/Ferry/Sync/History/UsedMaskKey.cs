using Ferry.Merging;

namespace Ferry.Sync.History;

/// <summary>Remembers by which key the values that are here were masked: with another one every masked value changes, and people who are not in an identity map yet are not recognised by their masks.</summary>
/// <param name="connection">The target.</param>
/// <param name="dialect">Writes the statements.</param>
/// <param name="area">The staging area.</param>
internal sealed class UsedMaskKey(IMergeConnection connection, IMergeDialect dialect, string area)
{
    private const string Name = "mask-key";

    private string Settings => dialect.Staging.Table(area, "settings");

    /// <summary>Compares a key with the one of the last sync.</summary>
    /// <param name="fingerprint">What names the key; null when nothing is masked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A warning when it is another one, and the statements that remember it and that undoing needs.</returns>
    public async Task<(Finding? Warning, IReadOnlyList<(StepPhase Phase, string Sql)> Steps)> CompareAsync(string? fingerprint, CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync($"SELECT value FROM {Settings} WHERE name = '{Name}'", cancellationToken).ConfigureAwait(false);
        var before = rows.Count == 0 ? null : rows[0][0];
        if (fingerprint is null || fingerprint == before)
        {
            return (null, []);
        }

        var warning = before is null ? null : new Finding(
            FindingSeverity.Warning, "sync.mask-key-changed",
            "The masking key is another one than at the last sync: every masked value changes, and rows that were not merged before are not recognised by their masks.",
            "Take the key of the last sync, if this was not meant: Sync:MaskKey, or the key file beside the configuration.");
        return (
            warning,
            [
                (StepPhase.Note, Forget), (StepPhase.Note, Remember(fingerprint)),
                (StepPhase.Forget, Forget), .. before is null ? [] : new[] { (StepPhase.Forget, Remember(before)) },
            ]);
    }

    private string Forget => $"DELETE FROM {Settings} WHERE name = '{Name}'";

    private string Remember(string fingerprint) => $"INSERT INTO {Settings} (name, value) VALUES ('{Name}', {dialect.Literal(fingerprint)})";
}
