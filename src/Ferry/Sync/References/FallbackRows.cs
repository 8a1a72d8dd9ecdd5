using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>Demands that the rows are there which others are to refer to when their parent is missing.</summary>
internal sealed class FallbackRows(IMergeConnection connection, IReadOnlyList<TableSql> tables)
{
    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var child in tables)
        {
            foreach (var reference in child.Table.References.Where(reference => reference.HasFallback))
            {
                var parent = tables.FirstOrDefault(sql => string.Equals(sql.Table.Name, reference.Parent, StringComparison.OrdinalIgnoreCase));
                if (parent is null || !reference.IsToKeyOf(parent.Table))
                {
                    continue;
                }

                var row = new FallbackRow(parent, reference.Missing!.Key!);
                if (!row.Fits || (await connection.QueryAsync(row.Query, cancellationToken).ConfigureAwait(false)).Count == 0)
                {
                    findings.Add(new Finding(
                        FindingSeverity.Failure, "sync.fallback-missing", $"Rows of {child.Table.Name} are to refer to the row {reference.Missing.Key} of {parent.Table.Name} when theirs is missing ({reference}), and there is no such row here.",
                        $"Make it, or name another one under Sync:Missing: the value of {string.Join(", ", parent.Table.Key.Select(column => column.Name))} in the target."));
                }
            }
        }

        return findings;
    }
}
