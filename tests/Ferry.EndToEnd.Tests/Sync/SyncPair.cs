using Ferry.Environments;
using Ferry.MySql;
using Ferry.Progress;
using Ferry.Sqlite;
using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>Production and local, and the engine between them.</summary>
internal sealed class SyncPair(SyncSide production, SyncSide local) : IAsyncDisposable
{
    public SyncSide Production => production;

    public SyncSide Local => local;

    public SyncOptions Options { get; set; } = new();

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Told of what planning does; null for nobody.</summary>
    public IProgress<ProgressEvent>? Progress { get; set; }

    private SyncEngine Engine => new(new ProviderRegistry(new MySqlProvider(), new SqliteProvider()), Time);

    public Func<SyncRequest, SyncRequest> Adjust { get; set; } = request => request;

    private SyncRequest Request => Adjust(new SyncRequest
    {
        Source = new SyncSource { Environment = "production", Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = production.Target } },
        Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = local.Target },
        Environment = "local",
        Options = Options,
        LockTimeout = TimeSpan.FromMinutes(1), // Other tests work on the same server.
    });

    /// <summary>Runs the same statements on both sides, with what is declared differently.</summary>
    public async Task BothAsync(params IReadOnlyList<string> statements)
    {
        await production.ExecuteAsync([.. statements.Select(statement => Declared(statement, production))]);
        await local.ExecuteAsync([.. statements.Select(statement => Declared(statement, local))]);
    }

    private static string Declared(string statement, SyncSide side) =>
        statement.Replace("{id}", side.NumberedKey, StringComparison.Ordinal).Replace("{ref}", side.NumberedReference, StringComparison.Ordinal);

    /// <summary>Ends plans that are being made.</summary>
    public CancellationToken Cancellation { get; set; } = TestContext.Current.CancellationToken;

    public Task<SyncPlan> PlanAsync() => Engine.PlanAsync(Request, Progress, Cancellation);

    public Task<SyncResult> ApplyAsync(SyncPlan plan) => Engine.ApplyAsync(plan, Request, null, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<UndoResult>> UndoAsync() => Engine.UndoAsync(Request, null, TestContext.Current.CancellationToken);

    public Task<IReadOnlyList<SyncRun>> HistoryAsync() => Engine.HistoryAsync(Request, TestContext.Current.CancellationToken);

    /// <summary>Plans and applies.</summary>
    /// <returns>The plan's tables by name.</returns>
    public async Task<IReadOnlyDictionary<string, SyncTablePlan>> SyncAsync()
    {
        var plan = await PlanAsync();
        await ApplyAsync(plan);
        return plan.Databases.Single().Tables.ToDictionary(table => table.Name);
    }

    public async ValueTask DisposeAsync()
    {
        await production.DisposeAsync();
        await local.DisposeAsync();
    }
}
