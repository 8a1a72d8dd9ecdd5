using System.Text.Json;
using Ferry.Environments;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Planning;

/// <summary>Says as text what is done with a table's rows: when it changes, rows that did not change must be looked at again.</summary>
internal sealed class ReadingRules(SyncRequest request, SyncRules rules)
{
    // The journals that are kept say nothing about rows, nor does which rows are looked at; and rows in conflict, in which a watermark may decide, are kept.
    private readonly string _general = string.Join(
        '\n',
        request.Masks.Fingerprint,
        request.MaskKey?.Fingerprint,
        JsonSerializer.Serialize(rules with { KeepRuns = 1, Prefer = PreferredSide.Neither, Watermark = SyncRules.Default.Watermark }, ReadingRulesJson.Default.SyncRules));

    public string Of(MergeTable table) => string.Join(
        '\n',
        table.Columns.Select(column => $"{column.Cell} {column.Source.Name} {column.Source.Type} {column.Name} {column.Target.Column.Type}").Prepend(_general));
}
