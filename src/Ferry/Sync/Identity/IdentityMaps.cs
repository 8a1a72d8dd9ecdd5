using Ferry.Merging;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Fills one table's identity map for the rows of this run, step by step; each step only for rows that none before has placed. Nothing outside the staging area changes.</summary>
internal sealed class IdentityMaps(IMergeConnection connection, StagingTables staging, TableSql sql, Translation translation)
{
    private readonly string _columns =
        $"{TableSql.List(sql.SourceKey())}, {TableSql.List(sql.TargetKey())}, origin, status, first_run, last_run, src_hash, src_cells";

    /// <summary>Pairs rows by a natural key, where exactly one row on each side has it. Rows with more than one candidate are held: they are neither paired nor inserted.</summary>
    /// <param name="number">Which of the table's natural keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows placed.</returns>
    public async Task<long> MatchKeyAsync(int number, CancellationToken cancellationToken)
    {
        var match = new KeyMatch(sql, translation, sql.Table.NaturalKeys[number]);
        await staging.ReplaceAsync(match.KeysTable, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.FillKeys, cancellationToken).ConfigureAwait(false);
        await staging.ReplaceAsync(match.PairsTable, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.FillPairs, cancellationToken).ConfigureAwait(false);
        var placed = await connection.ExecuteAsync(match.TakePairs(_columns), cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.HoldAmbiguous(_columns), cancellationToken).ConfigureAwait(false);
        await staging.DropAsync(sql.KeysName, cancellationToken).ConfigureAwait(false);
        return placed;
    }

    /// <summary>Pairs rows that are equal in every cell but their number.</summary>
    public async Task<long> MatchEqualAsync(CancellationToken cancellationToken)
    {
        var match = new EqualRows(sql, translation);
        await staging.ReplaceAsync(match.KeysTable, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.FillKeys, cancellationToken).ConfigureAwait(false);
        var placed = await connection.ExecuteAsync(match.TakePairs(_columns), cancellationToken).ConfigureAwait(false);
        await staging.DropAsync(sql.KeysName, cancellationToken).ConfigureAwait(false);
        return placed;
    }

    /// <summary>Holds rows that would come in but need a parent that is not there: they are not inserted, and what refers to them must do without.</summary>
    public async Task<long> HoldOrphansAsync(CancellationToken cancellationToken)
    {
        var missing = translation.Dangling().Where(dangling => dangling.Reference.IsNeeded).Select(dangling => $"({dangling.Condition})").ToList();
        return missing.Count == 0 ? 0 : await ExecuteAsync(
            sql.Dialect.Update(new JoinedUpdate(
                sql.Map,
                "m",
                [.. sql.TargetKey().Select(key => (key, "NULL")), ("origin", "'orphan'"), ("status", "'held'")],
                $"{sql.New} AS n{translation.Joins}",
                $"{sql.MapOfStaged()} AND m.first_run = {sql.Run} AND m.origin = 'new' AND m.status = 'live' AND ({string.Join(" OR ", missing)})")),
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pairs rows with the same primary key, references in it rewritten, as far as that means anything here.</summary>
    public Task<long> MatchPrimaryKeyAsync(CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        INSERT INTO {sql.Map} ({_columns})
        SELECT {TableSql.List(sql.StagedKey("n"))}, {TableSql.List(sql.OwnKey("t"))}, 'primary-key', 'live', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells}
        FROM {sql.New} AS n
        LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins}
        JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), Translated)}
        LEFT JOIN {sql.Map} AS x ON {sql.MapOfOwn("x")}
        WHERE m.origin IS NULL AND x.origin IS NULL AND {SameEntity}
        """,
        cancellationToken);

    private string SameEntity => sql.Table.Identity switch
    {
        { Ids: IdMeaning.SameToMark, Mark: { } mark } => $"{sql.StagedKey("n").Single()} <= {mark}",
        { Ids: IdMeaning.SameIfAgreeing, Agreement: { } agreement } => $"{Agreeing(agreement)} >= {agreement.Least}",
        _ => "1 = 1",
    };

    private string Agreeing(IdAgreement agreement) => string.Join(" + ", agreement.Columns.Select(sql.Table.Find).Select(column =>
        $"CASE WHEN {sql.Dialect.Same(column!.Target, $"t.{sql.Dialect.Quote(column.Name)}", translation.Value(column))} THEN 1 ELSE 0 END"));

    /// <summary>Gives rows that are new the key that they have in the source, references in it rewritten, where nothing has it yet.</summary>
    public Task<long> KeepKeysAsync(CancellationToken cancellationToken) => ExecuteAsync(
        $"""
        INSERT INTO {sql.Map} ({_columns})
        SELECT {TableSql.List(sql.StagedKey("n"))}, {TableSql.List(Translated)}, 'new', 'live', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells}
        FROM {sql.New} AS n
        LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins}
        LEFT JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), Translated)}
        LEFT JOIN {sql.Map} AS x ON {TableSql.Equal(sql.TargetKey("x"), Translated)}
        WHERE m.origin IS NULL AND x.origin IS NULL AND {TableSql.All(sql.OwnKey("t").Select(key => $"{key} IS NULL"))}
        AND {TableSql.All(Translated.Select(key => $"{key} IS NOT NULL"))}
        """,
        cancellationToken);

    /// <summary>Gives the rows that are left new numbers, above all that either side knows.</summary>
    public async Task<long> NumberAsync(CancellationToken cancellationToken)
    {
        var (key, staged) = (sql.OwnKey("t").Single(), sql.StagedKey("n").Single());
        var counter = sql.Table.Target.Counter ?? "0";
        var highest = await connection.QueryAsync(
            $"""
            SELECT MAX(k) FROM (
              SELECT MAX({key}) AS k FROM {sql.Own} AS t UNION ALL SELECT MAX(t1) FROM {sql.Map} UNION ALL SELECT MAX({staged}) FROM {sql.New} AS n UNION ALL SELECT {counter}) AS known
            """,
            cancellationToken).ConfigureAwait(false);
        return await ExecuteAsync(
            $"""
            INSERT INTO {sql.Map} ({_columns})
            SELECT {staged}, {highest[0][0] ?? "0"} + ROW_NUMBER() OVER (ORDER BY {staged}), 'new', 'live', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells}
            FROM {sql.New} AS n
            LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}
            WHERE m.origin IS NULL
            """,
            cancellationToken).ConfigureAwait(false);
    }

    private IEnumerable<string> Translated => sql.Table.Key.Select(translation.Value);

    private async Task<long> ExecuteAsync(string statement, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
}
