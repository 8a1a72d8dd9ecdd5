using System.Globalization;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Model;
using Ferry.Sync.Staging;

namespace Ferry.Sync.References;

/// <summary>Looks among the staged rows for references that neither the database nor the configuration declares, and proposes rules for them.</summary>
internal sealed class ReferenceProposals(IMergeConnection connection, IReadOnlyList<TableSql> staged, IReadOnlyList<TablePair> tables, RowFormat format)
{
    private const int MostTypes = 50;
    private const int Sampled = 500;

    private readonly TypePairs _types = new(tables);

    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var pair in _types.Find(staged.ToDictionary(sql => sql.Table.Name, sql => sql.Table.References, StringComparer.OrdinalIgnoreCase)))
        {
            var values = await TypesAsync(pair, cancellationToken).ConfigureAwait(false);
            findings.AddRange(values.Count == 0 ? [] : [_types.Propose(pair, values)]);
        }

        foreach (var sql in staged)
        {
            foreach (var column in sql.Table.Columns.Where(column => IsJson(sql.Table, column)))
            {
                findings.AddRange(await InJsonAsync(sql, column, cancellationToken).ConfigureAwait(false));
            }
        }

        return findings;
    }

    private async Task<IReadOnlyList<string>> TypesAsync(TypePair pair, CancellationToken cancellationToken)
    {
        var sql = staged.First(each => each.Table.Name == pair.Table);
        var type = $"n.{sql.Dialect.Quote(sql.Table.Find(pair.Type)!.Source.Name)}";
        var rows = await connection.QueryAsync($"SELECT DISTINCT {type} FROM {sql.New} AS n WHERE {type} <> '' ORDER BY {type} LIMIT {MostTypes}", cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row[0]!)];
    }

    // MariaDB keeps JSON in a text under a condition, SQLite under any name.
    private bool IsJson(MergeTable table, MergeColumn column) =>
        !table.References.Any(reference => reference.JsonPath is not null && reference.Columns.Contains(column.Name))
        && (FieldShape.Of(column.Source, format).Family == ColumnFamily.Json || column.Source.Type.Contains("json", StringComparison.OrdinalIgnoreCase)
            || table.Target.Checks.Any(check => check.Condition.Contains("json_valid", StringComparison.OrdinalIgnoreCase) && check.Name == column.Name));

    private async Task<IReadOnlyList<Finding>> InJsonAsync(TableSql sql, MergeColumn column, CancellationToken cancellationToken)
    {
        var value = $"n.{sql.Dialect.Quote(column.Source.Name)}";
        var ids = new JsonIds(sql.Table.Name, column.Name);
        foreach (var row in await connection.QueryAsync($"SELECT {value} FROM {sql.New} AS n WHERE {value} IS NOT NULL LIMIT {Sampled}", cancellationToken).ConfigureAwait(false))
        {
            ids.Add(row[0]!);
        }

        var findings = new List<Finding>();
        foreach (var path in ids.Paths)
        {
            var parents = Parents(path);
            var proposals = new List<Finding>();
            foreach (var parent in parents)
            {
                proposals.AddRange(ids.Propose(path, parent.Table.Name, await KnownAsync(parent, ids.ValuesAt(path), cancellationToken).ConfigureAwait(false)) is { } found ? [found] : []);
            }

            // Small numbers are ids of many tables; only one that stands alone says something.
            findings.AddRange(proposals.Count == 1 ? proposals : []);
        }

        return findings;
    }

    /// <summary>The table that the path's last member is named after, else every table that is numbered.</summary>
    private List<TableSql> Parents(string path)
    {
        var numbered = staged.Where(sql => sql.Table.Key is [{ Target.Column.AutoIncrement: true }]).ToList();
        var named = Named(path[(path.LastIndexOf('.') + 1)..]);
        return named is null ? numbered : numbered.FindAll(sql => sql.Table.Name == named);
    }

    // user_id, tag_ids[*], tags[*], tags[*][*].
    private string? Named(string step)
    {
        var list = step.IndexOf("[*]", StringComparison.Ordinal);
        var (member, ending) = list >= 0 ? (step[..list].Trim('"'), "ids") : (step.Trim('"'), "id");
        var stem = member.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? member[..^ending.Length].TrimEnd('_', '-') : ending == "ids" ? member : "";
        return stem.Length > 0 ? _types.TableOf(stem) : null;
    }

    private async Task<IReadOnlySet<long>> KnownAsync(TableSql parent, IReadOnlyList<long> values, CancellationToken cancellationToken)
    {
        var key = parent.StagedKey("n").Single();
        var rows = await connection.QueryAsync(
            $"SELECT {key} FROM {parent.New} AS n WHERE {key} IN ({TableSql.List(values.Select(value => value.ToString(CultureInfo.InvariantCulture)))})", cancellationToken).ConfigureAwait(false);
        return rows.Select(row => long.Parse(row[0]!, CultureInfo.InvariantCulture)).ToHashSet();
    }
}
