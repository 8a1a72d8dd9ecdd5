using Ferry.Sync;

namespace Ferry.Cli.Output.Documents;

/// <summary>One row of a plan.</summary>
internal sealed record SyncRowDocument(string Action, string SourceKey, string? TargetKey, IReadOnlyList<SyncCellDocument> Cells, string? Reason)
{
    public static SyncRowDocument From(SyncSample sample) => new(
        sample.Action, sample.SourceKey, sample.TargetKey, [.. sample.Cells.Select(cell => new SyncCellDocument(cell.Column, cell.Old, cell.New))], sample.Reason);
}
