using System.Collections.Concurrent;
using Ferry.Restore;
using Ferry.Testing.Memory;

namespace Ferry.Tests.Restore;

public sealed class RestoreEngineTests : IDisposable
{
    private readonly Workbench _bench = new();

    public RestoreEngineTests() => _bench.Provider.Databases["app"] = new MemoryDatabase()
        .With("users", Enumerable.Range(1, 100).Select(id => $"{id}\tuser {id}"))
        .With("notes", "one", "two");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_missing_target_gets_every_row()
    {
        var backup = await _bench.BackupAsync();

        var result = await _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive));

        result.SafetyBackup.ShouldBeNull();
        result.Tables.ShouldAllBe(table => table.Equal);
        _bench.Provider.Databases["copy"].Describe().ShouldBe(_bench.Provider.Databases["app"].Describe());
        _bench.Provider.Databases.Keys.Order().ShouldBe(["app", "copy"]);
    }

    [Fact]
    public async Task A_table_is_loaded_a_chunk_at_a_time()
    {
        var backup = await _bench.BackupAsync();
        var loads = new ConcurrentBag<string>();
        _bench.Provider.Before = (call, _) =>
        {
            loads.Add(call);
            return ValueTask.CompletedTask;
        };

        await _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive));

        loads.Count(call => call == "load users").ShouldBe(2);
        _bench.Provider.Databases["copy"].Describe().ShouldBe(_bench.Provider.Databases["app"].Describe());
    }

    [Fact]
    public async Task A_target_with_data_is_backed_up_first_and_then_becomes_the_backup()
    {
        var backup = await _bench.BackupAsync();
        _bench.Provider.Databases["copy"] = new MemoryDatabase().With("users", "mine").With("extra", "gone");

        var result = await _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive));

        _bench.Provider.Databases["copy"].Tables.Keys.Order().ShouldBe(["notes", "users"]);
        var safety = result.SafetyBackup.ShouldNotBeNull();
        await _bench.RestoreAsync(_bench.RestoreRequest(safety, "undone"));
        _bench.Provider.Databases["undone"].Tables.Keys.Order().ShouldBe(["extra", "users"]);
    }

    [Fact]
    public async Task The_plan_names_what_is_created_replaced_and_removed()
    {
        var backup = await _bench.BackupAsync();
        _bench.Provider.Databases["copy"] = new MemoryDatabase().With("users", "mine").With("extra", "gone", "too");

        var plan = await new RestoreEngine(_bench.Registry, _bench.Time)
            .PlanAsync(_bench.RestoreRequest(backup.Archive), TestContext.Current.CancellationToken);

        plan.ReplacesData.ShouldBeTrue();
        plan.Databases.ShouldHaveSingleItem().Tables.ShouldBe([
            new TableRestorePlan("notes", TableRestoreAction.Create, 2, 0),
            new TableRestorePlan("users", TableRestoreAction.Replace, 100, 1),
            new TableRestorePlan("extra", TableRestoreAction.Remove, 0, 2),
        ]);
    }

    [Fact]
    public async Task Some_tables_are_replaced_and_the_others_stay()
    {
        var backup = await _bench.BackupAsync();
        _bench.Provider.Databases["copy"] = new MemoryDatabase().With("users", "mine").With("extra", "stays");

        await _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive) with { Tables = ["users"] });

        _bench.Provider.Databases["copy"].Tables.Keys.Order().ShouldBe(["extra", "users"]);
        _bench.Provider.Databases["copy"].Tables["users"].ShouldBe(_bench.Provider.Databases["app"].Tables["users"]);
    }

    [Fact]
    public async Task A_protected_environment_is_refused_until_its_name_is_typed()
    {
        var backup = await _bench.BackupAsync();
        var request = _bench.RestoreRequest(backup.Archive) with { Environment = "production", Protected = true };

        (await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(request))).Kind.ShouldBe(FailureKind.Refused);
        (await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(request with { Confirmation = "Production" }))).Kind.ShouldBe(FailureKind.Refused);
        await _bench.RestoreAsync(request with { Confirmation = "production" });

        _bench.Provider.Databases.ShouldContainKey("copy");
    }

    [Fact]
    public async Task Data_without_a_place_for_a_safety_backup_is_not_replaced()
    {
        var backup = await _bench.BackupAsync();
        _bench.Provider.Databases["copy"] = new MemoryDatabase().With("users", "mine");

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(
            _bench.RestoreRequest(backup.Archive) with { SafetyDestination = null }));

        failure.Kind.ShouldBe(FailureKind.Refused);
        _bench.Provider.Databases["copy"].Tables.Keys.ShouldBe(["users"]);
    }

    [Fact]
    public async Task Unknown_tables_and_databases_are_not_found()
    {
        var backup = await _bench.BackupAsync();

        (await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(
            _bench.RestoreRequest(backup.Archive) with { Tables = ["user"] }))).Kind.ShouldBe(FailureKind.NotFound);
        (await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(
            _bench.RestoreRequest(backup.Archive) with { Database = "other" }))).Kind.ShouldBe(FailureKind.NotFound);
    }

    [Fact]
    public async Task A_restore_that_fails_at_any_call_leaves_the_old_data_and_the_next_one_succeeds()
    {
        var backup = await _bench.BackupAsync();
        for (var call = 1; ; call++)
        {
            var old = new MemoryDatabase().With("users", "mine");
            _bench.Provider.Databases["copy"] = old;
            var reached = 0;
            _bench.Provider.Before = (name, _) => Interlocked.Increment(ref reached) == call
                ? throw new FerryException(FailureKind.Destination, "test.fault", $"Fault at call {call}: {name}.")
                : ValueTask.CompletedTask;

            var failure = await Record.ExceptionAsync(() => _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive)));
            _bench.Provider.Before = (_, _) => ValueTask.CompletedTask;
            if (failure is null)
            {
                call.ShouldBeGreaterThan(10);
                break;
            }

            failure.ShouldBeOfType<FerryException>().Code.ShouldBe("test.fault");
            _bench.Provider.Databases["copy"].ShouldBeSameAs(old);
            _bench.Provider.Databases.Keys.Order().ShouldBe(["app", "copy"]);
        }

        await _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive));
        _bench.Provider.Databases["copy"].Describe().ShouldBe(_bench.Provider.Databases["app"].Describe());
    }

    [Fact]
    public async Task A_restore_of_two_databases_that_fails_at_any_call_leaves_both_as_they_were()
    {
        _bench.Provider.Databases["app2"] = new MemoryDatabase().With("logs", "a", "b");
        var backup = await _bench.BackupAsync(_bench.Request() with
        {
            Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = MemoryProvider.Target("app"), ["second"] = MemoryProvider.Target("app2") },
        });
        var request = _bench.RestoreRequest(backup.Archive) with
        {
            Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = MemoryProvider.Target("copy"), ["second"] = MemoryProvider.Target("copy2") },
        };
        var swaps = 0;
        for (var call = 1; ; call++)
        {
            var (old, missing) = (new MemoryDatabase().With("users", "mine"), "copy2");
            _bench.Provider.Databases["copy"] = old;
            _bench.Provider.Databases.TryRemove(missing, out _);
            var reached = 0;
            _bench.Provider.Before = (name, _) =>
            {
                if (Interlocked.Increment(ref reached) != call)
                {
                    return ValueTask.CompletedTask;
                }

                swaps += name == "swap" ? 1 : 0;
                throw new FerryException(FailureKind.Destination, "test.fault", $"Fault at call {call}: {name}.");
            };

            RestoreResult? result = null;
            var failure = await Record.ExceptionAsync(async () => result = await _bench.RestoreAsync(request));
            _bench.Provider.Before = (_, _) => ValueTask.CompletedTask;
            if (failure is null)
            {
                result!.Warnings.ShouldHaveSingleItem().Code.ShouldBe("restore.leftover");
                break;
            }

            failure.ShouldBeOfType<FerryException>().Code.ShouldBe("test.fault");
            _bench.Provider.Databases["copy"].ShouldBeSameAs(old);
            _bench.Provider.Databases.Keys.Order().ShouldBe(["app", "app2", "copy"]);
        }

        swaps.ShouldBe(2);
        _bench.Provider.Databases["copy2"].Describe().ShouldBe(_bench.Provider.Databases["app2"].Describe());
    }

    [Fact]
    public async Task Databases_that_were_replaced_and_cannot_be_put_back_are_named()
    {
        _bench.Provider.Databases["app2"] = new MemoryDatabase().With("logs", "a");
        var backup = await _bench.BackupAsync(_bench.Request() with
        {
            Databases = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = MemoryProvider.Target("app"), ["second"] = MemoryProvider.Target("app2") },
        });
        _bench.Provider.Databases["copy"] = new MemoryDatabase().With("users", "mine");
        var swaps = 0;
        _bench.Provider.Before = (name, _) => name == "put back" || (name == "swap" && ++swaps == 2)
            ? throw new FerryException(FailureKind.Destination, "test.fault", $"Fault at {name}.")
            : ValueTask.CompletedTask;

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive) with
        {
            Targets = new Dictionary<string, Databases.DatabaseTarget> { ["main"] = MemoryProvider.Target("copy"), ["second"] = MemoryProvider.Target("copy2") },
        }));

        failure.Code.ShouldBe("restore.replaced-in-part");
        failure.Message.ShouldContain($"could not be put back: {MemoryProvider.Target("copy").Display}.");
        failure.Reason.ShouldNotBeNull().ShouldContain("Fault at swap.");
        failure.Remedy.ShouldNotBeNull().ShouldContain("safety backup local-2026-01-02");
    }

    [Fact]
    public async Task Rows_that_read_back_differently_are_a_mismatch_and_nothing_is_replaced()
    {
        var backup = await _bench.BackupAsync();
        var old = new MemoryDatabase().With("users", "mine");
        _bench.Provider.Databases["copy"] = old;
        _bench.Provider.Alter = (table, rows) => table == "notes" ? "one\nTWO\n"u8.ToArray() : rows;

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.RestoreAsync(_bench.RestoreRequest(backup.Archive)));

        failure.Kind.ShouldBe(FailureKind.Mismatch);
        failure.Reason.ShouldNotBeNull().ShouldContain("notes");
        _bench.Provider.Databases["copy"].ShouldBeSameAs(old);
    }
}
