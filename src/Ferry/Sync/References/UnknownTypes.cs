using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>Warns of rows whose type a rule about references by type does not name: their ids stay what they are in the source.</summary>
internal sealed class UnknownTypes(IMergeConnection connection, IReadOnlyList<TableSql> staged)
{
    private const int Most = 20;

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var sql in staged)
        {
            foreach (var rule in sql.Table.References.Where(reference => reference.When is not null).GroupBy(reference => (reference.When!.Value.Column, Id: reference.Columns[0])))
            {
                var type = $"n.{sql.Dialect.Quote(sql.Table.Find(rule.Key.Column)!.Source.Name)}";
                var id = $"n.{sql.Dialect.Quote(sql.Table.Find(rule.Key.Id)!.Source.Name)}";
                var named = TableSql.List(rule.Select(reference => sql.Dialect.Literal(reference.When!.Value.Value)));
                var unknown = await connection.QueryAsync(
                    $"SELECT DISTINCT {type} FROM {sql.New} AS n WHERE {id} IS NOT NULL AND {type} NOT IN ({named}) ORDER BY {type} LIMIT {Most}", cancellationToken).ConfigureAwait(false);
                if (unknown.Count > 0)
                {
                    findings.Add(new Finding(
                        FindingSeverity.Warning, "sync.type-unknown",
                        $"The rule of {sql.Table.Name}.{rule.Key.Id} names no table for {string.Join(", ", unknown.Select(row => row[0]))} in {rule.Key.Column}; the ids of such rows stay what they are in the source.",
                        $"Add them to Tables of Sync:References:{sql.Table.Name}.{rule.Key.Id}."));
                }
            }
        }

        return findings;
    }
}
