using System.Globalization;
using System.Security.Cryptography;
using Ferry.Merging;
using Ferry.Sync.Apply;
using Ferry.Sync.Staging;

namespace Ferry.Sync.History;

/// <summary>What the staging area knows of itself: its runs with their statements, the places of columns, the key of its hashes.</summary>
internal sealed class RunRegistry(IMergeConnection connection, IMergeDialect dialect, StagingTables staging, string area)
{
    public const string Planned = "planned";
    public const string Applying = "applying";
    public const string Applied = "applied";
    public const string Undone = "undone";

    private static readonly string[] _journal = ["act", "undo", "gone", "calc", TriggerSteps.Prefix];

    private string Runs => dialect.Staging.Table(area, "runs");

    private string Steps => dialect.Staging.Table(area, "steps");

    private string Places => dialect.Staging.Table(area, "cells");

    private string Settings => dialect.Staging.Table(area, "settings");

    /// <summary>Makes the registry's tables where they are missing.</summary>
    public async Task MakeAsync(CancellationToken cancellationToken)
    {
        var (number, word, text) = (Type(StagingType.Number), Type(StagingType.Word), Type(StagingType.Text));
        StagingTable[] tables =
        [
            new("runs", [("id", number), ("state", word), ("stamp", word), ("started", word), ("finished", word), ("inserted", number), ("updated", number), ("adopted", number)], ["id"]),
            new("steps", [("run", number), ("number", number), ("phase", word), ("tab", text), ("statement", text), ("expected", number), ("part", number), ("needs", text), ("done", number)], ["run", "number"]),
            new("cells", [("tab", text), ("col", text), ("place", number)], []),
            new("settings", [("name", word), ("value", text)], ["name"]),
            MergedTables.Of(dialect.Staging),
            MergedColumns.Of(dialect.Staging),
        ];
        foreach (var table in tables.Where(table => !staging.Has(table.Name)))
        {
            await staging.MakeAsync(table, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The same registry, written by another connection.</summary>
    public RunRegistry Over(IMergeConnection other) => new(other, dialect, staging.Over(other), area);

    /// <summary>The key of hashes, made at random on first use.</summary>
    public async Task<UInt128> KeyAsync(CancellationToken cancellationToken)
    {
        var rows = await connection.QueryAsync($"SELECT value FROM {Settings} WHERE name = 'key'", cancellationToken).ConfigureAwait(false);
        if (rows.Count > 0)
        {
            return UInt128.Parse(rows[0][0]!, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        var key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        await connection.ExecuteAsync($"INSERT INTO {Settings} (name, value) VALUES ('key', '{key}')", cancellationToken).ConfigureAwait(false);
        return UInt128.Parse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    public async Task<CellRegistry> CellsAsync(CancellationToken cancellationToken) => new(
        (await connection.QueryAsync($"SELECT tab, col, place FROM {Places}", cancellationToken).ConfigureAwait(false))
        .Select(row => (row[0]!, row[1]!, (int)Number(row[2]))));

    public async Task SaveAsync(CellRegistry cells, CancellationToken cancellationToken)
    {
        foreach (var insert in RowInserts.Of(
            $"{Places} (tab, col, place)", cells.Added.Select(cell => $"({dialect.Literal(cell.Table)}, {dialect.Literal(cell.Column)}, {cell.Place})")))
        {
            await connection.ExecuteAsync(insert, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Runs, the latest first.</summary>
    public async Task<IReadOnlyList<RunRow>> RunsAsync(CancellationToken cancellationToken) =>
    [
        .. (await connection.QueryAsync($"SELECT id, state, stamp, started, finished, inserted, updated, adopted FROM {Runs} ORDER BY id DESC", cancellationToken).ConfigureAwait(false))
            .Select(row => new RunRow(Number(row[0]), row[1]!, row[2]!, row[3]!, row[4], Number(row[5]), Number(row[6]), Number(row[7]))),
    ];

    /// <summary>Notes that a plan is being made: what a run leaves that ends before it is made is found by the next one.</summary>
    public async Task BeginAsync(long run, string started, CancellationToken cancellationToken) => await connection.ExecuteAsync(
        $"INSERT INTO {Runs} (id, state, stamp, started, finished, inserted, updated, adopted) VALUES ({run}, '{Planned}', '', '{started}', NULL, 0, 0, 0)", cancellationToken).ConfigureAwait(false);

    /// <summary>Notes a plan that has been made.</summary>
    public async Task AddAsync(RunRow run, IReadOnlyList<SyncStep> steps, CancellationToken cancellationToken)
    {
        foreach (var insert in RowInserts.Of(
            $"{Steps} (run, number, phase, tab, statement, expected, part, needs)", steps.Select((step, index) => Values(run.Id, index + 1, step))))
        {
            await connection.ExecuteAsync(insert, cancellationToken).ConfigureAwait(false);
        }

        await connection.ExecuteAsync(
            $"UPDATE {Runs} SET stamp = '{run.Stamp}', started = '{run.Started}', inserted = {run.Inserted}, updated = {run.Updated}, adopted = {run.Adopted} WHERE id = {run.Id}",
            cancellationToken).ConfigureAwait(false);
    }

    private string Values(long run, int number, SyncStep step) =>
        $"({run}, {number}, '{step.Phase}', {dialect.Literal(step.Table)}, {dialect.Literal(step.Sql)}, {step.Expected?.ToString(CultureInfo.InvariantCulture) ?? "NULL"}, {step.Part}, '{string.Join(' ', step.Needs)}')";

    public async Task<IReadOnlyList<SyncStep>> StepsAsync(long run, CancellationToken cancellationToken) =>
    [
        .. (await connection.QueryAsync($"SELECT phase, tab, statement, expected, part, needs FROM {Steps} WHERE run = {run} ORDER BY number", cancellationToken).ConfigureAwait(false))
            .Select(row => new SyncStep(Enum.Parse<StepPhase>(row[0]!), row[1]!, row[2]!, row[3] is null ? null : Number(row[3]))
            {
                Part = (int)Number(row[4]),
                Needs = [.. row[5]!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(need => (int)Number(need))],
            }),
    ];

    public async Task SetStateAsync(long run, string state, DateTimeOffset now, CancellationToken cancellationToken) => await connection.ExecuteAsync(
        $"UPDATE {Runs} SET state = '{state}', finished = '{now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)}' WHERE id = {run}", cancellationToken).ConfigureAwait(false);

    /// <summary>The parts of a run that were written and committed.</summary>
    public async Task<IReadOnlySet<int>> DoneAsync(long run, CancellationToken cancellationToken) =>
        (await connection.QueryAsync($"SELECT DISTINCT part FROM {Steps} WHERE run = {run} AND done = 1", cancellationToken).ConfigureAwait(false)).Select(row => (int)Number(row[0])).ToHashSet();

    /// <summary>Notes, in the transaction that writes a part of a run, that it is written.</summary>
    /// <param name="run">The run.</param>
    /// <param name="part">The part.</param>
    /// <param name="written">The tables of all parts that are written with it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task FinishAsync(long run, int part, IReadOnlyList<SyncTablePlan> written, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync($"UPDATE {Steps} SET done = 1 WHERE run = {run} AND part = {part}", cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            $"""
            UPDATE {Runs} SET state = '{Applying}', inserted = {written.Sum(table => table.Inserted)}, updated = {written.Sum(table => table.Updated)}, adopted = {written.Sum(table => table.Adopted)}
            WHERE id = {run}
            """,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes of a run that broke off between its parts one that was applied as far as it came: what is left of it is forgotten, and the next plan finds it again.</summary>
    public async Task CloseAsync(long run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var steps = await StepsAsync(run, cancellationToken).ConfigureAwait(false);
        var done = await DoneAsync(run, cancellationToken).ConfigureAwait(false);
        foreach (var table in steps.Where(step => !done.Contains(step.Part)).Select(step => step.Table).Distinct(StringComparer.OrdinalIgnoreCase).Where(table => staging.Has(TableSql.MapNameOf(table))))
        {
            await connection.ExecuteAsync($"DELETE FROM {dialect.Staging.Table(area, TableSql.MapNameOf(table))} WHERE first_run = {run}", cancellationToken).ConfigureAwait(false);
        }

        foreach (var part in steps.Select(step => step.Part).Distinct().Where(part => !done.Contains(part)))
        {
            await connection.ExecuteAsync($"DELETE FROM {Steps} WHERE run = {run} AND part = {part}", cancellationToken).ConfigureAwait(false);
        }

        await SetStateAsync(run, Applied, now, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Forgets runs whose plans were never applied, or never made, with everything that they left.</summary>
    public async Task DropPlannedAsync(CancellationToken cancellationToken)
    {
        foreach (var run in (await RunsAsync(cancellationToken).ConfigureAwait(false)).Where(run => run.State == Planned))
        {
            await DropJournalAsync(run.Id, cancellationToken).ConfigureAwait(false);
            foreach (var map in staging.Named("map_"))
            {
                await connection.ExecuteAsync($"DELETE FROM {dialect.Staging.Table(area, map)} WHERE first_run = {run.Id}", cancellationToken).ConfigureAwait(false);
            }

            await connection.ExecuteAsync($"DELETE FROM {Runs} WHERE id = {run.Id}", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops the journals of all but the latest runs.</summary>
    /// <param name="kept">How many stay.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task DropOldAsync(int kept, CancellationToken cancellationToken)
    {
        foreach (var run in (await RunsAsync(cancellationToken).ConfigureAwait(false)).Where(run => run.State != Planned).Skip(kept))
        {
            await DropJournalAsync(run.Id, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Drops the journal of a run and its statements, after which it cannot be undone.</summary>
    public async Task DropJournalAsync(long run, CancellationToken cancellationToken)
    {
        await DropTablesAsync(run, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync($"DELETE FROM {Steps} WHERE run = {run}", cancellationToken).ConfigureAwait(false);
    }

    private async Task DropTablesAsync(long run, CancellationToken cancellationToken)
    {
        foreach (var name in _journal.SelectMany(kind => staging.Named($"{kind}{run}_")))
        {
            await staging.DropAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private string Type(StagingType kind) => dialect.Staging.TypeOf(kind);

    private static long Number(string? text) => long.Parse(text ?? "0", CultureInfo.InvariantCulture);
}
