using Ferry.Reading;
using Ferry.Sync.History;
using Ferry.Sync.Identity;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Model;

/// <summary>Makes of pairs of tables what a merge works with. How rows are recognised is only proposed: it is decided when the rows are there.</summary>
/// <param name="join">The tables.</param>
/// <param name="rules">What the configuration says.</param>
/// <param name="format">How the source's rows are written.</param>
/// <param name="marks">The highest id that a restore brought from the source, by table.</param>
internal sealed class ModelBuilder(SchemaJoin join, SyncRules rules, RowFormat format, IReadOnlyDictionary<string, string> marks)
{
    /// <summary>All tables that are merged, in name order.</summary>
    public IReadOnlyList<(MergeTable Table, IdentityProposal Proposal)> Build(CellRegistry cells)
    {
        var references = new ReferenceReader(join.Tables, rules);
        var chooser = new IdentityChooser(rules, format);
        return [.. join.Tables.Where(pair => pair.Columns.Count > 0).Select(pair =>
        {
            var table = Make(pair, references.Of(pair), cells);
            return (table, chooser.Propose(pair, table.References, marks.GetValueOrDefault(pair.Name)));
        })];
    }

    private static MergeTable Make(TablePair pair, IReadOnlyList<MergeReference> references, CellRegistry cells)
    {
        var columns = pair.Columns.Select((column, index) => new MergeColumn(column.Source, column.Target, index, cells.PlaceOf(pair.Name, column.Name))).ToList();
        return new MergeTable
        {
            Source = pair.Source,
            Target = pair.Target,
            Columns = columns,
            Key = [.. pair.Key.Select(part => columns.Find(column => column.Name == part.Name)!)],
            Cells = cells.CountOf(pair.Name),
            References = references,
        };
    }
}
