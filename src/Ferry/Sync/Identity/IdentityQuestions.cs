using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Asks the rows of both sides what a proposal wants to know.</summary>
internal sealed class IdentityQuestions(IMergeConnection connection, TableSql sql)
{
    public async Task<IdentityFacts> AskAsync(IdentityProposal proposal, CancellationToken cancellationToken)
    {
        var keys = new Dictionary<KeyRule, KeyFacts>();
        foreach (var candidate in proposal.Configured is null ? proposal.Candidates : [])
        {
            // Weaker forms are only looked at when the better ones fail.
            foreach (var form in candidate.Forms)
            {
                keys[form] = new(
                    await RepeatedAsync(form, $"{sql.New} AS n", term => $"n.{sql.Dialect.Quote(sql.Table.Find(term.Column)!.Source.Name)}", cancellationToken).ConfigureAwait(false),
                    await RepeatedAsync(form, $"{sql.Own} AS t", term => $"t.{sql.Dialect.Quote(sql.Table.Find(term.Column)!.Name)}", cancellationToken).ConfigureAwait(false));
                if (keys[form].Unique)
                {
                    break;
                }
            }
        }

        return new IdentityFacts(keys, proposal.Configured is null && !keys.Values.Any(facts => facts.Unique) && proposal.Agreement is { } agreement
            ? await AgreementAsync(agreement, cancellationToken).ConfigureAwait(false)
            : null);
    }

    private async Task<long> RepeatedAsync(KeyRule key, string from, Func<KeyTerm, string> value, CancellationToken cancellationToken)
    {
        var values = key.Terms.Select(term => term.Normalisers.Aggregate(value(term), (inner, function) => $"{function.ToUpperInvariant()}({inner})")).ToList();
        var given = key.Terms.Select((term, index) => sql.Table.Find(term.Column)!.Target.Column.Collation is null ? $"{values[index]} IS NOT NULL" : $"{values[index]} <> ''");
        return (await NumbersAsync(
            $"SELECT COUNT(*) FROM (SELECT 1 AS one FROM {from} WHERE {TableSql.All(given)} GROUP BY {TableSql.List(values)} HAVING COUNT(*) > 1) AS repeated", cancellationToken)
            .ConfigureAwait(false))[0];
    }

    // Rows that an earlier sync brought in agree because they did.
    private async Task<AgreementFacts> AgreementAsync(IdAgreement agreement, CancellationToken cancellationToken)
    {
        var agreeing = agreement.Columns.Select(sql.Table.Find).Select(column =>
            $"CASE WHEN {sql.Dialect.Same(column!.Target, $"t.{sql.Dialect.Quote(column.Name)}", $"n.{sql.Dialect.Quote(column.Source.Name)}")} THEN 1 ELSE 0 END");
        var numbers = await NumbersAsync(
            $"""
            SELECT COUNT(*), SUM(CASE WHEN {string.Join(" + ", agreeing)} >= {agreement.Least} THEN 1 ELSE 0 END)
            FROM {sql.New} AS n JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), sql.StagedKey("n"))}
            LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}
            WHERE m.origin IS NULL OR m.origin <> 'new'
            """,
            cancellationToken).ConfigureAwait(false);
        return new AgreementFacts(numbers[0], numbers[1]);
    }

    private async Task<IReadOnlyList<long>> NumbersAsync(string query, CancellationToken cancellationToken) =>
    [
        .. (await connection.QueryAsync(query, cancellationToken).ConfigureAwait(false))[0].Select(value => long.Parse(value ?? "0", CultureInfo.InvariantCulture)),
    ];
}
