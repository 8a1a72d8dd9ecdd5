using Ferry.Databases;
using Ferry.Loading;
using Ferry.Reading;
using Ferry.Schema;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Providers;

public abstract partial class ProviderConformance
{
    /// <summary>A restore into a scratch database gives the same rows and definitions.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Loads_a_catalog_and_its_rows_into_a_scratch_database()
    {
        SkipUnlessLogical();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        await RunAsync(target, "CREATE INDEX by_name ON people (name)").ConfigureAwait(false);
        var scratch = NewScratch();

        await WithTargetAsync(target, async load =>
        {
            try
            {
                _ = await LoadAsync(load, target, scratch).ConfigureAwait(false);

                var restored = target with { Database = scratch };
                (await ReadRowsAsync(restored, "people").ConfigureAwait(false)).ShouldBe(await ReadRowsAsync(target, "people").ConfigureAwait(false));
                (await ReadRowsAsync(restored, "numbers").ConfigureAwait(false)).ShouldBe(await ReadRowsAsync(target, "numbers").ConfigureAwait(false));
                var original = await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false);
                var copy = await ReadCatalogAsync(restored, TableSelection.All).ConfigureAwait(false);
                copy.Tables.Select(table => table.Ddl).ShouldBe(original.Tables.Select(table => table.Ddl));
            }
            finally
            {
                await load.DropScratchAsync(scratch, Cancellation).ConfigureAwait(false);
            }
        }).ConfigureAwait(false);

        await Should.ThrowAsync<FerryException>(async () => await OpenAsync(target with { Database = scratch }).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>A swap makes the target what was loaded, and the scratch database is gone.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Swaps_a_scratch_database_into_the_targets_place()
    {
        SkipUnlessLogical();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var people = await ReadRowsAsync(target, "people").ConfigureAwait(false);
        var scratch = NewScratch();

        await WithTargetAsync(target, async load =>
        {
            var script = await LoadAsync(load, target, scratch).ConfigureAwait(false);
            await RunAsync(target, "DELETE FROM people").ConfigureAwait(false);
            var replacement = await load.SwapAsync(new(scratch, target.Database!, script, Tables: null), Cancellation).ConfigureAwait(false);
            await replacement.KeepAsync(Cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);

        (await ReadRowsAsync(target, "people").ConfigureAwait(false)).ShouldBe(people);
        (await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false)).Objects.ShouldContain(item => item.Name == "named");
        await Should.ThrowAsync<FerryException>(async () => await OpenAsync(target with { Database = scratch }).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>A target that was swapped can be put back as it was.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Puts_a_swapped_target_back()
    {
        SkipUnlessLogical();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var people = await ReadRowsAsync(target, "people").ConfigureAwait(false);
        var scratch = NewScratch();

        await WithTargetAsync(target, async load =>
        {
            var script = await LoadAsync(load, target, scratch).ConfigureAwait(false);
            await RunAsync(target, "DELETE FROM people").ConfigureAwait(false);
            var replacement = await load.SwapAsync(new(scratch, target.Database!, script, Tables: null), Cancellation).ConfigureAwait(false);
            (await ReadRowsAsync(target, "people").ConfigureAwait(false)).ShouldBe(people);
            await replacement.PutBackAsync(Cancellation).ConfigureAwait(false);
            await load.DropScratchAsync(scratch, Cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false);

        (await ReadRowsAsync(target, "people").ConfigureAwait(false)).ShouldBeEmpty();
        (await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false)).Objects.ShouldContain(item => item.Name == "named");
    }

    /// <summary>A second run into one target is told so, and the target is free when the first has ended.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reserves_a_target_for_one_run_at_a_time()
    {
        SkipUnlessLogical();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var scratch = NewScratch();

        await WithTargetAsync(target, async first =>
        {
            await first.LockAsync(scratch, Cancellation).ConfigureAwait(false);
            var failure = await Should.ThrowAsync<FerryException>(() => WithTargetAsync(
                target, async second => await second.LockAsync(scratch, Cancellation).ConfigureAwait(false))).ConfigureAwait(false);
            failure.Kind.ShouldBe(FailureKind.Locked);
        }).ConfigureAwait(false);

        await WithTargetAsync(target, async next => await next.LockAsync(scratch, Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>A database without the scratch mark is never dropped.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Refuses_to_drop_a_database_without_the_scratch_mark()
    {
        SkipUnlessLogical();
        var target = await CreateSampleAsync().ConfigureAwait(false);

        await WithTargetAsync(target, async load =>
        {
            var failure = await Should.ThrowAsync<FerryException>(
                async () => await load.DropScratchAsync(target.Database!, Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
            failure.Kind.ShouldBe(FailureKind.Refused);
        }).ConfigureAwait(false);

        (await ReadRowsAsync(target, "people").ConfigureAwait(false)).Count.ShouldBe(4);
    }

    /// <summary>A catalog that came from the same server has nothing that deserves a warning.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Finds_no_obstacle_to_restoring_to_the_same_server()
    {
        SkipUnlessLogical();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var session = await OpenAsync(target, SessionAccess.Write).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);
        var catalog = await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false);

        var findings = await session.Target!.CheckAsync(catalog, session.Server, Cancellation).ConfigureAwait(false);

        findings.Where(finding => finding.Severity == FindingSeverity.Failure).ShouldBeEmpty();
    }

    /// <summary>A statement that the server refuses is a failure of the destination that names the object.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Fails_naming_the_object_when_a_statement_is_refused()
    {
        SkipUnlessLogical();
        var target = await CreateSampleAsync().ConfigureAwait(false);

        await WithTargetAsync(target, async load =>
        {
            var loader = await load.OpenLoaderAsync(target.Database!, Cancellation).ConfigureAwait(false);
            await using var open = loader.ConfigureAwait(false);
            var refused = new ScriptStatement(RestorePhase.Tables, ObjectKind.Table, "broken", null, "CREATE TABLE broken (");

            var failure = await Should.ThrowAsync<FerryException>(
                async () => await loader.ExecuteAsync(refused, Cancellation).ConfigureAwait(false)).ConfigureAwait(false);

            failure.Kind.ShouldBe(FailureKind.Destination);
            failure.Message.ShouldContain("broken");
            failure.Reason.ShouldNotBeNullOrWhiteSpace();
        }).ConfigureAwait(false);
    }

    private static string NewScratch() => ScratchName.For(Guid.NewGuid().ToString("N")[..12]);

    /// <summary>Restores tables, rows and indexes of the target into a scratch database, as the engine does before a swap.</summary>
    private async ValueTask<RestoreScript> LoadAsync(ILoadTarget load, DatabaseTarget target, string scratch)
    {
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);
        var snapshot = await SnapshotAsync(session).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);
        var script = Provider.Scripter!.Write(snapshot.Catalog, new RestoreScriptOptions(scratch));
        await load.CreateDatabaseAsync(scratch, snapshot.Catalog, Cancellation).ConfigureAwait(false);
        var loader = await load.OpenLoaderAsync(scratch, Cancellation).ConfigureAwait(false);
        await using var openLoader = loader.ConfigureAwait(false);
        await ExecuteAsync(loader, script, RestorePhase.Sequences, RestorePhase.Tables).ConfigureAwait(false);
        foreach (var table in snapshot.Catalog.Tables)
        {
            await LoadTableAsync(loader, snapshot, table).ConfigureAwait(false);
        }

        await ExecuteAsync(loader, script, RestorePhase.Indexes, RestorePhase.ForeignKeys, RestorePhase.Counters).ConfigureAwait(false);
        return Provider.Scripter.Write(snapshot.Catalog, new RestoreScriptOptions(target.Database!));
    }

    // In two calls, the first row alone: the engine loads a chunk at a time.
    private static async ValueTask LoadTableAsync(ILoader loader, ISnapshot snapshot, Table table)
    {
        var bytes = await ReadBytesAsync(snapshot, table.Name).ConfigureAwait(false);
        var first = Array.IndexOf(bytes, (byte)'\n') + 1;
        foreach (var portion in new[] { bytes[..first], bytes[first..] }.Where(portion => portion.Length > 0))
        {
            using var rows = new MemoryStream(portion);
            var result = await loader.LoadAsync(table, rows, Cancellation).ConfigureAwait(false);
            result.Rows.ShouldBe(Rows(portion).Count);
            result.Warnings.ShouldBeEmpty();
        }
    }

    private static async ValueTask ExecuteAsync(ILoader loader, RestoreScript script, params RestorePhase[] phases)
    {
        foreach (var statement in phases.SelectMany(script.Of))
        {
            await loader.ExecuteAsync(statement, Cancellation).ConfigureAwait(false);
        }
    }

    private async Task WithTargetAsync(DatabaseTarget target, Func<ILoadTarget, Task> work)
    {
        var session = await OpenAsync(target, SessionAccess.Write).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);
        await work(session.Target.ShouldNotBeNull()).ConfigureAwait(false);
    }

    private void SkipUnlessLogical() => Assert.SkipUnless(
        Provider.Capabilities.Form == BackupForm.Logical, $"{Provider.Engine} has no load target: Capabilities.Form is {Provider.Capabilities.Form}.");
}
