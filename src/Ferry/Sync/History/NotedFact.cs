using Ferry.Merging;

namespace Ferry.Sync.History;

/// <summary>One fact of the last sync, kept in the staging area: noted in the transaction that writes the rows, and put back by undoing.</summary>
/// <param name="connection">The target.</param>
/// <param name="dialect">Writes the statements.</param>
/// <param name="area">The staging area.</param>
/// <param name="name">The fact's name.</param>
internal sealed class NotedFact(IMergeConnection connection, IMergeDialect dialect, string area, string name)
{
    private string Settings => dialect.Staging.Table(area, "settings");

    private string Forgotten => $"DELETE FROM {Settings} WHERE name = '{name}'";

    /// <summary>What was noted; null when nothing was.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken) =>
        await connection.QueryAsync($"SELECT value FROM {Settings} WHERE name = '{name}'", cancellationToken).ConfigureAwait(false) is [[var value]] ? value : null;

    /// <summary>The statements that note a fact and that undo it.</summary>
    /// <param name="before">What was noted before; null for nothing.</param>
    /// <param name="now">What is to be noted.</param>
    public IReadOnlyList<(StepPhase Phase, string Sql)> Steps(string? before, string now) =>
    [
        (StepPhase.Note, Forgotten), (StepPhase.Note, Noted(now)),
        (StepPhase.Forget, Forgotten), .. before is null ? [] : new[] { (StepPhase.Forget, Noted(before)) },
    ];

    public async Task ForgetAsync(CancellationToken cancellationToken) => await connection.ExecuteAsync(Forgotten, cancellationToken).ConfigureAwait(false);

    private string Noted(string value) => $"INSERT INTO {Settings} (name, value) VALUES ('{name}', {dialect.Literal(value)})";
}
