using Ferry.Sync.Asking;
using Ferry.Sync.Identity;
using Ferry.Sync.Merge;
using Ferry.Sync.Planning;
using Ferry.Sync.References;
using Ferry.Sync.Rules;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Checks;

/// <summary>Decides about all cells, and takes out of the plan what the target's unique keys and conditions do not allow, until nothing more has to be taken out.</summary>
internal sealed class ChangeRounds(
    Lanes lanes, SyncRules rules, IReadOnlyDictionary<TableSql, Translation> translations, IdentityResolution identity, IReadOnlySet<string> merged, AskedCells asked)
{
    private readonly List<Finding> _findings = [];

    /// <summary>Conditions that keep rows out, and what could not be checked.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    public async Task RunAsync(IReadOnlyList<TableSql> tables, CancellationToken cancellationToken)
    {
        var checks = tables.ToDictionary(sql => sql, sql => new TableChecks(sql, translations[sql]));
        var held = 1L;
        while (held > 0)
        {
            held = 0;
            await lanes.RunAsync(tables, (_, _) => false, FillAsync, cancellationToken).ConfigureAwait(false);
            await lanes.RunAsync(
                tables, Waits, async (lane, sql, token) => Interlocked.Add(ref held, await checks[sql].RunAsync(lane, token).ConfigureAwait(false)), cancellationToken).ConfigureAwait(false);

            // A row that is not inserted leaves its children without a parent, and what refers to it must be decided anew.
            if (held > 0)
            {
                await identity.HoldOrphansAsync(tables, cancellationToken).ConfigureAwait(false);
            }
        }

        _findings.AddRange(tables.SelectMany(sql => checks[sql].Findings));
    }

    // A check changes its table's map, through which the values of those are rewritten that refer to it.
    private bool Waits(TableSql one, TableSql other) => translations[one].Parents.Contains(other) || translations[other].Parents.Contains(one);

    private async Task FillAsync(Lane lane, TableSql sql, CancellationToken cancellationToken)
    {
        foreach (var statement in translations[sql].FillSeveral)
        {
            await lane.Connection.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }

        await lane.Staging.MakeChangesAsync(sql, cancellationToken).ConfigureAwait(false);
        if (sql.Table.Others.Any())
        {
            var met = merged.Contains(sql.Table.Name);
            await lane.Connection.ExecuteAsync(new Changes(sql, translations[sql], new CellRules(sql.Table, rules), known: met || identity.HasMet(sql), met, identity.MaySettle(sql)).Fill, cancellationToken).ConfigureAwait(false);
            await lane.Staging.AnalyzeAsync(sql.ChangesName, cancellationToken).ConfigureAwait(false);
            await asked.DecideAsync(lane.Connection, sql, translations[sql], cancellationToken).ConfigureAwait(false);
        }
    }
}
