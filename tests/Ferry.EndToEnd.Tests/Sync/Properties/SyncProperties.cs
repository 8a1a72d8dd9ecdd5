using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>What must be true of any sync, whatever a merger says.</summary>
internal static class SyncProperties
{
    /// <summary>Every row that was here is still here under its own key, and who it is has not changed.</summary>
    public static void HoldAllRows(IReadOnlyList<TableModel> tables, SideModel before, SideModel after)
    {
        foreach (var table in tables)
        {
            before.Rows(table.Name).Keys.Except(after.Rows(table.Name).Keys).ShouldBeEmpty($"rows of {table.Name} that are gone");
        }
    }

    public static void CloseReferences(IReadOnlyList<TableModel> tables, SideModel side)
    {
        foreach (var table in tables)
        {
            foreach (var (column, place) in table.Columns.Select((column, place) => (column, place)).Where(part => part.column.Parent is not null))
            {
                side.Rows(table.Name).Values.Select(row => row[place]).OfType<string>().Except(side.Rows(column.Parent!).Keys).ShouldBeEmpty($"{table.Name}.{column.Name} refers to rows that are not there");
            }
        }
    }

    /// <summary>Samples tell what has happened: every one is a row that came in, or cells that changed from and to what they say.</summary>
    public static void MatchSamples(IReadOnlyList<TableModel> tables, IEnumerable<SyncTablePlan> plans, SideModel before, SideModel after)
    {
        foreach (var plan in plans)
        {
            var table = tables.Single(table => table.Name == plan.Name);
            foreach (var sample in plan.Samples)
            {
                var key = sample.TargetKey!.Replace(", ", "|", StringComparison.Ordinal);
                var now = after.Rows(table.Name)[key];
                before.Rows(table.Name).TryGetValue(key, out var past);
                sample.Action.ShouldBe(past is null ? "insert" : "update");
                var said = sample.Cells.Select(cell => (cell.Column, cell.Old, cell.New));
                var done = table.Others.Where(place => past is null || past[place] != now[place]).Select(place => (table.Columns[place].Name, past?[place], now[place]));
                said.ShouldBe(done, ignoreOrder: true, $"sample of {table.Name} {key}");
            }
        }
    }
}
