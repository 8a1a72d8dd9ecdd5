using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>One sync of a drawn case, and everything that must be true of it.</summary>
internal sealed class SyncRound(SyncPair pair, IReadOnlyList<TableModel> tables, SideModel production)
{
    /// <summary>Syncs, checks, and undoes and syncs again when asked to.</summary>
    /// <returns>What the reference merger remembers, and what the local side looks like now.</returns>
    public async Task<(ReferenceMerger Merger, SideModel Local)> RunAsync(ReferenceMerger merger, SideModel local, bool undo)
    {
        var (remembered, before) = (merger.Copy(), local.Copy());
        var wrote = await MergeAsync(merger, local, before);
        if (!undo || !wrote)
        {
            return (merger, local); // A run that did nothing is no run to undo.
        }

        (await pair.UndoAsync()).Single().Kept.ShouldBe(0);
        (await pair.Local.DumpAsync()).ShouldBe(before.Dump(), "undo restores the state");
        var again = local.BackTo(before);
        await MergeAsync(remembered, again, before);
        return (remembered, again);
    }

    private async Task<bool> MergeAsync(ReferenceMerger merger, SideModel local, SideModel before)
    {
        var expected = merger.Merge(production, local);
        (await pair.Local.DumpAsync()).ShouldBe(before.Dump(), "the test's own model of the local side is right");

        var plan = await pair.PlanAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before.Dump(), "a plan changes nothing");
        plan.Databases.Single().Findings.Where(finding => finding.Severity == FindingSeverity.Failure).ShouldBeEmpty();
        await pair.ApplyAsync(plan);

        (await pair.Local.DumpAsync()).ShouldBe(local.Dump(), "the result is the reference merger's");
        Counts(plan.Databases.Single().Tables).ShouldBe(Counts(expected, plan), "the plan says what was done");
        SyncProperties.HoldAllRows(tables, before, local);
        SyncProperties.CloseReferences(tables, local);
        SyncProperties.MatchSamples(tables, plan.Databases.Single().Tables, before, local);
        await SecondRunAsync(local, expected.Values.Sum(counts => counts.Skipped), expected.Values.Sum(counts => counts.Conflicts));
        return expected.Values.Any(counts => counts.Inserted + counts.Updated + counts.Adopted > 0);
    }

    private async Task SecondRunAsync(SideModel local, int skipped, int open)
    {
        var second = await pair.PlanAsync();
        second.Databases.Single().Tables.Sum(table => table.Inserted + table.Updated + table.Adopted).ShouldBe(0, "a second run changes nothing");
        second.Databases.Single().Tables.Sum(table => table.Conflicts).ShouldBe(open, "conflicts stay open");
        if (skipped + open == 0)
        {
            second.Outcome.ShouldBe(SyncOutcome.Nothing);
        }

        (await pair.Local.DumpAsync()).ShouldBe(local.Dump());
    }

    private static string Counts(IEnumerable<SyncTablePlan> plans) => string.Join("\n", plans.OrderBy(table => table.Name, StringComparer.Ordinal).Select(table =>
        $"{table.Name}: {table.Inserted} inserted, {table.Renumbered} renumbered, {table.Adopted} adopted, {table.Updated} updated, {table.Conflicts} conflicts, {table.Skipped} skipped, {table.Gone} gone, {table.DeletedHere} deleted here"));

    // What has gone is counted only in tables that are read.
    private string Counts(IReadOnlyDictionary<string, ReferenceCounts> counts, SyncPlan plan) => Counts(counts.Select(table => new SyncTablePlan
    {
        Name = table.Key,
        Identity = "",
        Inserted = table.Value.Inserted,
        Renumbered = table.Value.Renumbered,
        Adopted = table.Value.Adopted,
        Updated = table.Value.Updated,
        Conflicts = table.Value.Conflicts,
        Skipped = table.Value.Skipped,
        Gone = IsRead(plan, table.Key) && !IsCarried(plan, table.Key) ? table.Value.Gone : 0,
        DeletedHere = IsWhole(table.Key) ? table.Value.DeletedHere : Math.Min(Plan(plan, table.Key).DeletedHere, table.Value.DeletedHere), // Looked for only among rows that were read.
    }));

    private bool IsWhole(string table) => tables.Single(each => each.Name == table).Kind == KeyKind.None;

    private static bool IsRead(SyncPlan plan, string table) => !Plan(plan, table).Unchanged;

    // Looked at for its open conflicts alone.
    private static bool IsCarried(SyncPlan plan, string table) => Plan(plan, table) is { StillOpen: > 0, Gone: 0 };

    private static SyncTablePlan Plan(SyncPlan plan, string table) => plan.Databases.Single().Tables.Single(each => each.Name == table);
}
