using System.Globalization;
using Ferry.Merging;
using Ferry.Sync.Merge;
using Ferry.Sync.Model;
using Ferry.Sync.References;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Fills one table's identity map for the rows of this run, step by step; each step only for rows that none before has placed. Nothing outside the staging area changes.</summary>
/// <param name="connection">Fills it.</param>
/// <param name="staging">Makes what that needs.</param>
/// <param name="sql">The table.</param>
/// <param name="translation">What its rows become.</param>
/// <param name="settled">Settles rows; null where that cannot be.</param>
internal sealed class IdentityMaps(IMergeConnection connection, StagingTables staging, TableSql sql, Translation translation, SettledRows? settled)
{
    private readonly string _columns =
        $"{TableSql.List(sql.SourceKey())}, {TableSql.List(sql.TargetKey())}, origin, status, first_run, last_run, src_hash, src_cells";

    // Where the map was empty, no staged row can be in it: the server need not look.
    private bool _empty;

    /// <summary>Staged rows that no step has placed yet.</summary>
    public long Left { get; private set; }

    /// <summary>Counts the rows that earlier runs have not placed.</summary>
    /// <returns>Whether an earlier run has placed any.</returns>
    public async Task<bool> StartAsync(CancellationToken cancellationToken)
    {
        _empty = (await connection.QueryAsync($"SELECT 1 FROM {sql.Map} LIMIT 1", cancellationToken).ConfigureAwait(false)).Count == 0;
        var join = _empty ? "" : $" LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()} WHERE m.origin IS NULL";
        var left = await connection.QueryAsync($"SELECT COUNT(*) FROM {sql.New} AS n{join}", cancellationToken).ConfigureAwait(false);
        Left = long.Parse(left[0][0] ?? "0", CultureInfo.InvariantCulture);
        return !_empty;
    }

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
        var placed = await PlaceAsync(match.TakePairs(_columns), cancellationToken).ConfigureAwait(false);
        await PlaceAsync(match.HoldAmbiguous(_columns), cancellationToken).ConfigureAwait(false);
        await staging.DropAsync(sql.KeysName, cancellationToken).ConfigureAwait(false);
        return placed;
    }

    /// <summary>Pairs rows with one that another row with the same natural key is paired with already; only where the configuration says which of them counts.</summary>
    /// <param name="number">Which of the table's natural keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CollapseAsync(int number, CancellationToken cancellationToken)
    {
        var match = new KeyMatch(sql, translation, sql.Table.NaturalKeys[number]);
        await staging.ReplaceAsync(match.KeysTable, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.FillPlaced, cancellationToken).ConfigureAwait(false);
        await staging.ReplaceAsync(match.PairsTable, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.FillPairs, cancellationToken).ConfigureAwait(false);
        await PlaceAsync(match.TakeCollapsed(_columns), cancellationToken).ConfigureAwait(false);
        await staging.DropAsync(sql.KeysName, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes one of rows that come in with the same natural key.</summary>
    /// <param name="number">Which of the table's natural keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task CollapseNewAsync(int number, CancellationToken cancellationToken)
    {
        var match = new KeyMatch(sql, translation, sql.Table.NaturalKeys[number]);
        await staging.ReplaceAsync(match.PairsTable, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.FillTwins, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.TakeTwins, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pairs rows that are equal in every cell but their number.</summary>
    public async Task<long> MatchEqualAsync(CancellationToken cancellationToken)
    {
        var match = new EqualRows(sql, translation);
        await staging.ReplaceAsync(match.KeysTable, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(match.FillKeys, cancellationToken).ConfigureAwait(false);
        var placed = await PlaceAsync(match.TakePairs(_columns), cancellationToken).ConfigureAwait(false);
        await staging.DropAsync(sql.KeysName, cancellationToken).ConfigureAwait(false);
        return placed;
    }

    /// <summary>Whether a row that this run has placed refers to one that is not there.</summary>
    /// <param name="all">Whether no other run has placed any: then it does no harm to ask about those, too, that have no place.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<bool> DanglesAsync(bool all, CancellationToken cancellationToken)
    {
        var missing = translation.Dangling().Select(dangling => $"({dangling.Condition})").ToList();
        var (from, when) = settled is not null ? ($"{sql.Map} AS m {sql.Dialect.JoinInOrder} {sql.New} AS n ON {sql.MapOfStaged()}", $"m.first_run = {sql.Run} AND m.{TableSql.Settled} IS NULL AND ")
            : all ? ($"{sql.New} AS n", "")
            : ($"{sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}", $"m.first_run = {sql.Run} AND ");
        return missing.Count > 0 && (await connection.QueryAsync(
            $"SELECT 1 FROM {from}{translation.Joins} WHERE {when}({string.Join(" OR ", missing)}) LIMIT 1", cancellationToken).ConfigureAwait(false)).Count > 0;
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
                $"({Orphans(missing)}) AS o",
                TableSql.Equal(sql.SourceKey("m"), sql.SourceKey("o")))),
            cancellationToken).ConfigureAwait(false);
    }

    // DISTINCT makes the server find them all before it changes the first: what lists of documents refer to may be rows of the map that is updated.
    private string Orphans(IEnumerable<string> missing) =>
        $"SELECT DISTINCT {TableSql.List(sql.SourceKey("m"))} FROM {sql.New} AS n JOIN {sql.Map} AS m ON {sql.MapOfStaged()}{translation.Joins} WHERE {sql.Arrived} AND ({string.Join(" OR ", missing)})";

    /// <summary>Pairs rows with the same primary key, references in it rewritten, as far as that means anything here; and gives new rows that key, where nothing has it yet.</summary>
    /// <param name="pairing">Whether equal keys mean anything.</param>
    /// <param name="keeping">Whether new rows keep their keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Rows placed.</returns>
    public Task<long> PlaceByKeyAsync(bool pairing, bool keeping, CancellationToken cancellationToken) => PlaceAsync(
        $"""
        INSERT INTO {sql.Map} ({_columns}, dst_cells{(settled is null ? "" : $", {TableSql.Settled}")})
        SELECT {TableSql.List(sql.StagedKey("n"))}, {TableSql.List(Translated)}, CASE WHEN {Free} THEN 'new' ELSE 'primary-key' END, 'live', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells},
          CASE WHEN {Free} THEN {settled?.Cells ?? $"n.{TableSql.Cells}"} ELSE {new PackedCells(sql).Of("t")} END{(settled is null ? "" : $", {settled.Mark(Free)}")}
        FROM {sql.New} AS n{(_empty ? "" : $"\nLEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}")}{(settled is null ? translation.JoinsFor([.. sql.Table.Key, .. AgreementColumns]) : translation.Joins)}
        LEFT JOIN {sql.Own} AS t ON {TableSql.Equal(sql.OwnKey("t"), Translated)}{(_empty ? "" : $"\nLEFT JOIN {sql.Map} AS x ON {TableSql.Equal(sql.TargetKey("x"), Translated)}")}
        WHERE {(_empty ? "" : "m.origin IS NULL AND x.origin IS NULL AND ")}{(pairing, keeping) switch
        {
            (true, true) => $"({Free} OR {SameEntity})",
            (true, false) => $"NOT ({Free}) AND {SameEntity}",
            _ => Free,
        }}
        AND {TableSql.All(Translated.Select(key => $"{key} IS NOT NULL"))}
        """,
        cancellationToken);

    private string Free => $"{sql.OwnKey("t").First()} IS NULL";

    private IEnumerable<MergeColumn> AgreementColumns => sql.Table.Identity!.Agreement is { } agreement ? agreement.Columns.Select(sql.Table.Find).OfType<MergeColumn>() : [];

    private string SameEntity => sql.Table.Identity switch
    {
        { Ids: IdMeaning.SameToMark, Mark: { } mark } => $"{sql.StagedKey("n").Single()} <= {mark}",
        { Ids: IdMeaning.SameIfAgreeing, Agreement: { } agreement } => $"{TableSql.IsReal} AND {Agreeing(agreement)} >= {agreement.Least}",
        _ => "1 = 1",
    };

    private string Agreeing(IdAgreement agreement) => string.Join(" + ", agreement.Columns.Select(sql.Table.Find).Select(column =>
        $"CASE WHEN {translation.IsSame(column!)} THEN 1 ELSE 0 END"));

    /// <summary>Gives the rows that are left new numbers, above all that either side knows.</summary>
    public async Task<long> NumberAsync(CancellationToken cancellationToken)
    {
        var (key, staged) = (sql.OwnKey("t").Single(), sql.StagedKey("n").Single());
        var counter = sql.Table.Target.Counter ?? "0";
        var theirs = sql.Table.GetsNumbers ? "" : $" UNION ALL SELECT MAX(s1) FROM {sql.Map} UNION ALL SELECT MAX({staged}) FROM {sql.New} AS n";
        var highest = await connection.QueryAsync(
            $"""
            SELECT MAX(k) FROM (
              SELECT MAX({key}) AS k FROM {sql.Own} AS t UNION ALL SELECT MAX(t1) FROM {sql.Map}{theirs} UNION ALL SELECT {counter}) AS known
            """,
            cancellationToken).ConfigureAwait(false);
        return await PlaceAsync(
            $"""
            INSERT INTO {sql.Map} ({_columns}, dst_cells)
            SELECT {staged}, {highest[0][0] ?? "0"} + ROW_NUMBER() OVER (ORDER BY {staged}), 'new', 'live', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells}, n.{TableSql.Cells}
            FROM {sql.New} AS n
            LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}
            WHERE m.origin IS NULL
            """,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives the rows that are left new uuids.</summary>
    public Task<long> GiveUuidsAsync(CancellationToken cancellationToken) => PlaceAsync(
        $"""
        INSERT INTO {sql.Map} ({_columns}, dst_cells)
        SELECT {sql.StagedKey("n").Single()}, {sql.Dialect.NewUuid(sql.Table.Key[0].Target)}, 'new', 'live', {sql.Run}, {sql.Run}, n.{TableSql.Hash}, n.{TableSql.Cells}, n.{TableSql.Cells}
        FROM {sql.New} AS n
        LEFT JOIN {sql.Map} AS m ON {sql.MapOfStaged()}
        WHERE m.origin IS NULL
        """,
        cancellationToken);

    private IEnumerable<string> Translated => sql.Table.Key.Select(translation.Value);

    private async Task<long> PlaceAsync(string statement, CancellationToken cancellationToken)
    {
        var placed = await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        _empty &= placed == 0;

        // Where texts of the source that differ are the same here, a staged row may have several places.
        Left -= sql.Table.HasUniqueSourceKey ? placed : 0;
        return placed;
    }

    private async Task<long> ExecuteAsync(string statement, CancellationToken cancellationToken) =>
        await connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
}
