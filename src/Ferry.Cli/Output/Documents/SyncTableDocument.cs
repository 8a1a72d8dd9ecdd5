using Ferry.Sync;

namespace Ferry.Cli.Output.Documents;

/// <summary>What a sync will do to one table; numbers are rows. <c>Reading</c> says why what was read of the source is enough. <c>IdentitySetting</c> is the value of <c>Sync:Identity:{table}</c> that settles how rows are recognised.</summary>
internal sealed record SyncTableDocument(
    string Name, string Identity, string? IdentitySetting, bool ConfirmIdentity, string? Reading, string Look, long Read, long? Held, long Inserted, long Renumbered, long Placeholders, long Adopted, long Updated, long Conflicts, long StillOpen, long Skipped, long Collapsed,
    long Gone, long DeletedHere, IReadOnlyList<string> Recomputed, IReadOnlyList<SyncRowDocument> Samples, IReadOnlyList<SyncRowDocument> Open)
{
    public static SyncTableDocument From(SyncTablePlan plan) => new(
        plan.Name, plan.Identity, plan.IdentitySetting, plan.ConfirmIdentity, plan.Reading, LookOf(plan), plan.Read, plan.Held, plan.Inserted, plan.Renumbered, plan.Placeholders, plan.Adopted, plan.Updated, plan.Conflicts, plan.StillOpen, plan.Skipped, plan.Collapsed,
        plan.Gone, plan.DeletedHere, plan.Recomputed, [.. plan.Samples.Select(SyncRowDocument.From)], [.. plan.Open.Select(SyncRowDocument.From)]);

    private static string LookOf(SyncTablePlan plan) => plan.Look switch
    {
        SourceLook.Whole => "whole",
        SourceLook.Digests => "digests",
        SourceLook.Watermark => "watermark",
        _ => "stamp",
    };
}
