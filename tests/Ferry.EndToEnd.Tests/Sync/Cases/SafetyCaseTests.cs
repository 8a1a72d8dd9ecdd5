using Ferry.Environments;
using Ferry.Progress;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>What goes wrong on the way, and taking it back.</summary>
public abstract class SafetyCaseTests : SyncCaseTests
{
    private const string Items = "CREATE TABLE items (id {id}, n INT)";

    [Theory]
    [InlineData("detect")]
    [InlineData("stage")]
    public async Task Case_60_A_snapshot_that_gets_too_old_ends_the_run_and_nothing_is_written(string phase)
    {
        await using var pair = await PairAsync(new() { Identity = ById("items").Identity, SnapshotLimit = TimeSpan.FromMinutes(83) }, Items, "INSERT INTO items VALUES (1, 1)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET n = 2");
        var before = await pair.Local.DumpAsync();
        var time = new ExpiringTime(TimeSpan.FromMinutes(83));
        pair.Time = time;
        pair.Progress = new Watch(progress =>
        {
            if (progress is PhaseStarted started && started.Phase == phase)
            {
                time.Expire();
            }
        });

        var error = await Should.ThrowAsync<FerryException>(pair.PlanAsync);

        (error.Kind, error.Code, error.Message).ShouldBe((FailureKind.Source, "sync.snapshot-too-old", "Reading the source was given up after 83m; nothing was changed."));
        (await pair.Local.DumpAsync()).ShouldBe(before);
        pair.Progress = null;
        await pair.SyncAsync();
        (await LocalAsync(pair, "SELECT n FROM items")).ShouldBe(["2"]);
    }

    private sealed class Watch(Action<ProgressEvent> watch) : IProgress<ProgressEvent>
    {
        public void Report(ProgressEvent value) => watch(value);
    }

    [Fact]
    public async Task Case_63_A_run_that_breaks_off_half_way_leaves_nothing_and_the_next_one_ends_it()
    {
        await using var pair = await PairAsync(new() { Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []), ["pieces"] = new(IdentityKind.PrimaryKey, []) } },
            Items, "CREATE TABLE pieces (id {id}, item_id {ref} NOT NULL, FOREIGN KEY (item_id) REFERENCES items (id))", "INSERT INTO items VALUES (1, 1)");
        await pair.Production.ExecuteAsync("UPDATE items SET n = 2", "INSERT INTO items VALUES (5, 5)", "INSERT INTO pieces VALUES (1, 5)");
        await pair.Local.ExecuteAsync(Engine.Refusing("pieces"));
        var before = await pair.Local.DumpAsync();

        await Should.ThrowAsync<FerryException>(pair.SyncAsync);

        (await pair.Local.DumpAsync()).ShouldBe(before);
        await pair.Local.ExecuteAsync("DROP TRIGGER refusing");
        await pair.SyncAsync();
        (await pair.Local.DumpAsync()).ShouldBe(await pair.Production.DumpAsync());
    }

    [Fact]
    public async Task Case_63_What_a_plan_has_found_that_was_never_made_is_not_taken_for_true()
    {
        await using var pair = await PairAsync(ById("items"), Items, "INSERT INTO items VALUES (1, 1)");
        await pair.Production.ExecuteAsync("INSERT INTO items VALUES (2, 2), (3, 3)");
        using var stop = new CancellationTokenSource();
        pair.Cancellation = stop.Token;
        pair.Progress = new Watch(progress =>
        {
            if (progress is PhaseStarted { Phase: "merge" })
            {
                stop.Cancel();
            }
        });
        await Should.ThrowAsync<OperationCanceledException>(pair.PlanAsync);
        (pair.Cancellation, pair.Progress) = (TestContext.Current.CancellationToken, null);
        await pair.Production.ExecuteAsync("UPDATE items SET n = n + 10 WHERE id < 3", "DELETE FROM items WHERE id = 3");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT id, n FROM items ORDER BY id")).ShouldBe(["1|11", "2|12"]);
        await SettledAsync(pair);
        await pair.Production.ExecuteAsync("UPDATE items SET n = n + 10");
        (await pair.SyncAsync())["items"].ShouldSatisfyAllConditions(plan => plan.Updated.ShouldBe(2), plan => plan.Conflicts.ShouldBe(0));
        (await pair.HistoryAsync()).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("apply")]
    [InlineData("sync")]
    [InlineData("undo")]
    public async Task Case_61_63_A_large_run_that_breaks_off_between_its_parts_is_finished_or_taken_back(string then)
    {
        await using var pair = await PairAsync(new() { Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []), ["pieces"] = new(IdentityKind.PrimaryKey, []) } },
            Items, "CREATE TABLE pieces (id {id}, item_id {ref} NOT NULL, FOREIGN KEY (item_id) REFERENCES items (id))", "INSERT INTO items VALUES (1, 1)", "INSERT INTO pieces VALUES (1, 1)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET n = 2", "INSERT INTO items VALUES (5, 5)", "INSERT INTO pieces VALUES (2, 5)");
        await pair.Local.ExecuteAsync(Engine.Refusing("pieces"));
        var before = await pair.Local.DumpAsync();
        pair.Adjust = request => request with { RowsPerTransaction = 1 };
        var plan = await pair.PlanAsync();

        await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan));

        (await LocalAsync(pair, "SELECT id, n FROM items ORDER BY id")).ShouldBe(["1|2", "5|5"]);
        (await LocalAsync(pair, "SELECT id FROM pieces")).ShouldBe(["1"]);
        (await pair.HistoryAsync())[0].ShouldSatisfyAllConditions(run => run.State.ShouldBe("applying"), run => (run.Inserted, run.Updated).ShouldBe((1, 1)));
        await pair.Local.ExecuteAsync("DROP TRIGGER refusing");
        await (then switch { "apply" => pair.ApplyAsync(plan), "sync" => pair.SyncAsync(), _ => (Task)pair.UndoAsync() });
        (await pair.Local.DumpAsync()).ShouldBe(then == "undo" ? before : await pair.Production.DumpAsync());
        if (then == "undo")
        {
            await pair.SyncAsync();
            (await pair.Local.DumpAsync()).ShouldBe(await pair.Production.DumpAsync());
        }

        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_64_A_row_that_was_edited_after_the_plan_was_made_is_not_overwritten()
    {
        await using var pair = await PairAsync(ById("items"), Items, "INSERT INTO items VALUES (1, 1), (2, 1)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET n = 5");
        var plan = await pair.PlanAsync();
        await pair.Local.ExecuteAsync("UPDATE items SET n = 3 WHERE id = 1");

        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Code.ShouldBe("sync.stale-plan");

        (await LocalAsync(pair, "SELECT n FROM items ORDER BY id")).ShouldBe(["3", "1"]);
        (await pair.SyncAsync())["items"].Conflicts.ShouldBe(1);
        (await LocalAsync(pair, "SELECT n FROM items ORDER BY id")).ShouldBe(["3", "5"]);
    }

    [Theory]
    [InlineData("pieces", 1)]
    [InlineData("pieces", 1000)]
    [InlineData("nested", 1)]
    [InlineData("nested", 1000)]
    public async Task Case_64_A_row_whose_parent_was_deleted_after_the_plan_was_made_does_not_come_in_without(string child, int rowsPerTransaction)
    {
        // Servers prove the references of one kind as rows are inserted; those of rows that refer to their own table, too, are counted before the commit.
        await using var pair = await PairAsync(
            new() { Identity = new[] { "items", child }.ToDictionary(table => table, _ => new IdentityRule(IdentityKind.PrimaryKey, [])) },
            Items, child == "pieces"
                ? "CREATE TABLE pieces (id {id}, item_id {ref}, FOREIGN KEY (item_id) REFERENCES items (id))"
                : "CREATE TABLE nested (id {id}, item_id {ref}, above {ref}, FOREIGN KEY (item_id) REFERENCES items (id), FOREIGN KEY (above) REFERENCES nested (id))",
            "INSERT INTO items VALUES (1, 1)");
        await pair.Production.ExecuteAsync(child == "pieces" ? "INSERT INTO pieces VALUES (7, 1)" : "INSERT INTO nested VALUES (2, NULL, NULL), (1, 1, 2)");
        pair.Adjust = request => request with { RowsPerTransaction = rowsPerTransaction };
        await RefusedAsync(pair, FailureKind.Mismatch, "sync.orphans");
    }

    [Theory]
    [InlineData("pieces", "NOT NULL")]
    [InlineData("pieces", "")]
    [InlineData("nested", "")]
    [InlineData("loose", "")]
    public async Task Case_64_Nor_one_that_refers_to_a_row_that_was_known_for_long(string child, string option)
    {
        // Nothing declares what the rows of the last kind refer to.
        var definition = $"CREATE TABLE {child} (id {{id}}, item_id {{ref}} {option}{(child == "nested" ? ", above {ref}, FOREIGN KEY (above) REFERENCES nested (id)" : "")}{(child == "loose" ? "" : ", FOREIGN KEY (item_id) REFERENCES items (id)")})";
        await using var pair = await PairAsync(
            new()
            {
                Identity = new[] { "items", child }.ToDictionary(table => table, _ => new IdentityRule(IdentityKind.PrimaryKey, [])),
                References = child == "loose" ? new Dictionary<string, ReferenceOptions> { ["loose.item_id"] = new() { To = "items" } } : [],
            },
            Items, definition, "INSERT INTO items VALUES (1, 1), (2, 1)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync(child == "nested" ? "INSERT INTO nested VALUES (2, NULL, NULL), (1, 1, 2)" : $"INSERT INTO {child} VALUES (7, 1)");
        await RefusedAsync(pair, FailureKind.Refused, "sync.stale-plan");
        if (option.Length == 0)
        {
            // Where the plan itself says that a parent is not there, that is how it is; another one has to stay.
            await pair.Local.ExecuteAsync("DELETE FROM items WHERE id = 1");
            await pair.Production.ExecuteAsync(child == "nested" ? "INSERT INTO nested VALUES (3, 2, NULL)" : $"INSERT INTO {child} VALUES (8, 2)");
            await RefusedAsync(pair, FailureKind.Refused, "sync.stale-plan", id: 2);
            await pair.SyncAsync();
            (await LocalAsync(pair, $"SELECT id, item_id FROM {child} WHERE id IN (1, 7, 3, 8) ORDER BY id")).ShouldBe(child == "nested" ? ["1|NULL", "3|2"] : ["7|NULL", "8|2"]);
        }
    }

    [Theory]
    [InlineData("item_id {ref}", "loose.item_id", "1", "1", "2")]
    [InlineData("item_id {ref}, kind VARCHAR(9)", "loose.item_id", "1, 'item'", "1", "2")]
    [InlineData("data JSON", "loose.data$.item", "'{\"item\": 1}'", "'{\"item\": 1}'", "'{\"item\": 2}'")]
    [InlineData("data JSON", "loose.data$.items[*]", "'{\"items\": [1]}'", "'{\"items\": [1]}'", "'{\"items\": [1, 2]}'")]
    public async Task Case_64_Nor_one_that_only_the_configuration_says_refers_to_a_row(string column, string reference, string values, string first, string second)
    {
        await using var pair = await PairAsync(
            new()
            {
                Identity = new[] { "items", "loose" }.ToDictionary(table => table, _ => new IdentityRule(IdentityKind.PrimaryKey, [])),
                References = new Dictionary<string, ReferenceOptions>
                {
                    [reference] = column.Contains("kind", StringComparison.Ordinal) ? new() { Type = "kind", Tables = new Dictionary<string, string> { ["item"] = "items" } } : new() { To = "items" },
                },
            },
            Items, $"CREATE TABLE loose (id {{id}}, {column})", "INSERT INTO items VALUES (1, 1), (2, 1)");
        await pair.Production.ExecuteAsync($"INSERT INTO loose VALUES (7, {values})");

        // The row that is referred to is recognised by the same run that brings in, or changes, the one that refers to it.
        await RefusedAsync(pair, FailureKind.Refused, "sync.stale-plan");

        await pair.SyncAsync();
        var name = column.Split(' ')[0];
        await pair.Production.ExecuteAsync($"UPDATE loose SET {name} = {second}");
        await RefusedAsync(pair, FailureKind.Refused, "sync.stale-plan", id: 2);
        (await pair.SyncAsync())["loose"].Updated.ShouldBe(1);
        (await LocalAsync(pair, $"SELECT {name} FROM loose")).ShouldBe([second.Trim('\'')]);
        await pair.Production.ExecuteAsync($"UPDATE loose SET {name} = {first}");
        (await pair.SyncAsync())["loose"].Updated.ShouldBe(1);
    }

    [Theory]
    [InlineData(", FOREIGN KEY (item_id) REFERENCES items (id)")]
    [InlineData("")]
    public async Task Case_54_64_Nor_a_copy_that_refers_to_a_row_that_has_gone(string declared)
    {
        await using var pair = await PairAsync(
            new()
            {
                Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []) },
                References = declared.Length > 0 ? [] : new Dictionary<string, ReferenceOptions> { ["visits.item_id"] = new() { To = "items" } },
            },
            Items, $"CREATE TABLE visits (item_id {{ref}}, page VARCHAR(9){declared})", "INSERT INTO items VALUES (1, 1)");
        await pair.Production.ExecuteAsync("INSERT INTO visits VALUES (1, 'home'), (1, 'home'), (NULL, 'home')");
        await RefusedAsync(pair, FailureKind.Refused, "sync.stale-plan");

        (await pair.SyncAsync())["visits"].Inserted.ShouldBe(3);
        (await LocalAsync(pair, "SELECT COUNT(*) FROM visits WHERE item_id = 1")).ShouldBe(["2"]);
    }

    [Fact]
    public async Task Case_54_64_Nor_a_copy_that_refers_to_another_value_that_must_be_there()
    {
        await using var pair = await PairAsync(
            new() { Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []) } },
            "CREATE TABLE items (id {id}, n INT UNIQUE)", "CREATE TABLE visits (n INT, page VARCHAR(9), FOREIGN KEY (n) REFERENCES items (n))", "INSERT INTO items VALUES (1, 1)");
        await pair.Production.ExecuteAsync("INSERT INTO visits VALUES (1, 'home'), (NULL, 'home')");
        await RefusedAsync(pair, FailureKind.Mismatch, "sync.orphans");

        (await pair.SyncAsync())["visits"].Inserted.ShouldBe(2);
    }

    private static async Task RefusedAsync(SyncPair pair, FailureKind kind, string code, int id = 1)
    {
        var plan = await pair.PlanAsync();
        await pair.Local.ExecuteAsync($"DELETE FROM items WHERE id = {id}");
        var before = await pair.Local.DumpAsync();

        var error = await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan));

        (error.Kind, error.Code).ShouldBe((kind, code), error.Reason);
        (await pair.Local.DumpAsync()).ShouldBe(before);
        await pair.Local.ExecuteAsync($"INSERT INTO items VALUES ({id}, 1)");
    }

    [Fact]
    public async Task Case_65_Undo_leaves_what_was_edited_since_and_what_others_have_come_to_need()
    {
        await using var pair = await PairAsync(
            new() { Identity = new Dictionary<string, IdentityRule> { ["items"] = new(IdentityKind.PrimaryKey, []), ["pieces"] = new(IdentityKind.PrimaryKey, []) } },
            Items, "CREATE TABLE pieces (id {id}, item_id {ref} NOT NULL, FOREIGN KEY (item_id) REFERENCES items (id))", "INSERT INTO items VALUES (1, 1), (2, 1)");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE items SET n = 5", "INSERT INTO items VALUES (10, 10), (11, 11), (12, 12)");
        await pair.SyncAsync();
        await pair.Local.ExecuteAsync("UPDATE items SET n = 6 WHERE id = 1", "UPDATE items SET n = 13 WHERE id = 12", "INSERT INTO pieces VALUES (1, 10)");

        var undone = (await pair.UndoAsync()).Single();

        (await LocalAsync(pair, "SELECT * FROM items ORDER BY id")).ShouldBe(["1|6", "2|1", "10|10", "12|13"]);
        (await LocalAsync(pair, "SELECT * FROM pieces")).ShouldBe(["1|10"]);
        undone.Kept.ShouldBe(3);
    }
}
