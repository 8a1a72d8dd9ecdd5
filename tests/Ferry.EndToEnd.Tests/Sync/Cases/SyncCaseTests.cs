using Ferry.Environments;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>The numbered cases of docs/sync-cases.md, each on small tables of its own.</summary>
public abstract class SyncCaseTests
{
    private protected abstract ICaseEngine Engine { get; }

    private protected async Task<SyncPair> PairAsync(SyncOptions? options = null, params IReadOnlyList<string> both)
    {
        var pair = new SyncPair(await Engine.SideAsync(), await Engine.SideAsync()) { Options = options ?? new() };
        await pair.BothAsync(both);
        return pair;
    }

    /// <summary>Users that are recognised by a key, and nothing else said.</summary>
    private protected static SyncOptions ByKey(string table, params IReadOnlyList<string> columns) => new() { Identity = Identities((table, columns)) };

    private protected static Dictionary<string, IdentityRule> Identities(params IEnumerable<(string Table, IReadOnlyList<string> Columns)> keys) =>
        keys.ToDictionary(key => key.Table, key => new IdentityRule(IdentityKind.Columns, [key.Columns]));

    private protected static SyncOptions ById(string table) => new() { Identity = new Dictionary<string, IdentityRule> { [table] = new(IdentityKind.PrimaryKey, []) } };

    /// <summary>Demands that another run would find nothing to do.</summary>
    private protected static async Task SettledAsync(SyncPair pair) => (await pair.PlanAsync()).Outcome.ShouldBe(SyncOutcome.Nothing);

    /// <summary>Demands that a plan says that it cannot be carried out, and that nothing is changed.</summary>
    private protected static async Task RefusedAsync(SyncPair pair, string code)
    {
        var before = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();

        plan.Outcome.ShouldBe(SyncOutcome.Blocked);
        plan.Databases.Single().Findings.ShouldContain(finding => finding.Code == code);
        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Kind.ShouldBe(FailureKind.Refused);
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    /// <summary>Rows of the local side.</summary>
    private protected static Task<IReadOnlyList<string>> LocalAsync(SyncPair pair, string sql) => pair.Local.RowsAsync(sql);
}
