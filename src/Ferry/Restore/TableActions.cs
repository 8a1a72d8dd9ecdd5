using Ferry.Archives;
using Ferry.Schema;

namespace Ferry.Restore;

/// <summary>What happens to each table of the archive and of the target. Pure.</summary>
internal static class TableActions
{
    public static IReadOnlyList<TableRestorePlan> Plan(ManifestDatabase database, Catalog? existing, IReadOnlyCollection<string>? picked)
    {
        var there = (existing?.Tables ?? []).ToDictionary(table => table.Name, table => table.EstimatedRows, StringComparer.Ordinal);
        var archived = database.Tables.Where(table => picked?.Contains(table.Name) ?? true).ToList();
        var incoming = archived.Select(table => new TableRestorePlan(
            table.Name,
            there.ContainsKey(table.Name) ? TableRestoreAction.Replace : TableRestoreAction.Create,
            table.Rows,
            there.GetValueOrDefault(table.Name)));
        var names = archived.Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        var others = there.Where(table => !names.Contains(table.Key)).Select(table => new TableRestorePlan(
            table.Key, picked is null ? TableRestoreAction.Remove : TableRestoreAction.Keep, 0, table.Value));
        return [.. incoming.Concat(others)];
    }
}
