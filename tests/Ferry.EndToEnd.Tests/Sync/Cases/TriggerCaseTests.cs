using Ferry.Environments;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Targets whose triggers write, too, while a plan is carried out.</summary>
public abstract class TriggerCaseTests : SyncCaseTests
{
    private static readonly string[] _tables =
    [
        "CREATE TABLE films (id {id}, title VARCHAR(50), notes_count INT)", "CREATE TABLE film_texts (id {id}, title VARCHAR(50))",
        "CREATE TABLE notes (id {id}, film_id {ref} NOT NULL, body VARCHAR(50), FOREIGN KEY (film_id) REFERENCES films (id))",
    ];

    private static readonly string[] _triggers =
    [
        "CREATE TRIGGER film_arrives AFTER INSERT ON films FOR EACH ROW BEGIN INSERT INTO film_texts (id, title) VALUES (NEW.id, NEW.title); END",
        "CREATE TRIGGER film_changes AFTER UPDATE ON films FOR EACH ROW BEGIN UPDATE film_texts SET title = NEW.title WHERE id = NEW.id; END",
        "CREATE TRIGGER note_arrives AFTER INSERT ON notes FOR EACH ROW BEGIN UPDATE films SET notes_count = notes_count + 1 WHERE id = NEW.film_id; END",
    ];

    [Fact]
    public async Task Case_34_Rows_end_as_the_plan_says_although_triggers_write_them_too()
    {
        await using var pair = await MakeAsync();
        var before = await pair.Local.DumpAsync();

        var plan = await pair.SyncAsync();

        (plan["films"].Inserted, plan["films"].Updated, plan["film_texts"].Inserted, plan["film_texts"].Updated, plan["notes"].Inserted).ShouldBe((1, 1, 1, 1, 2));
        (await LocalAsync(pair, "SELECT f.id, f.title, f.notes_count, t.title FROM films f JOIN film_texts t ON t.id = f.id ORDER BY f.id")).ShouldBe(["1|Alien, the cut|1|Alien, the cut", "2|Brazil|1|Brazil"]);
        await SettledAsync(pair);
        await pair.UndoAsync();
        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_34_A_cell_that_the_plan_leaves_alone_keeps_what_a_trigger_counts_there()
    {
        await using var pair = await MakeAsync();
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync("UPDATE films SET title = 'Alien, again' WHERE id = 1", "INSERT INTO notes VALUES (3, 1, 'z')");

        await pair.SyncAsync();

        (await LocalAsync(pair, "SELECT title, notes_count FROM films WHERE id = 1")).ShouldBe(["Alien, again|2"]);
    }

    [Fact]
    public async Task Case_34_64_A_row_that_somebody_else_brought_in_is_not_taken_for_a_trigger_s()
    {
        await using var pair = await MakeAsync();
        var plan = await pair.PlanAsync();
        await pair.Local.ExecuteAsync("INSERT INTO film_texts VALUES (2, 'mine')");
        var before = await pair.Local.DumpAsync();

        (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Code.ShouldBe("sync.stale-plan");

        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    private async Task<SyncPair> MakeAsync()
    {
        var keys = new Dictionary<string, IdentityRule> { ["films"] = new(IdentityKind.PrimaryKey, []), ["film_texts"] = new(IdentityKind.PrimaryKey, []), ["notes"] = new(IdentityKind.PrimaryKey, []) };
        var pair = await PairAsync(new() { Identity = keys }, _tables);
        await pair.Production.ExecuteAsync(
            "INSERT INTO films VALUES (1, 'Alien, the cut', 1), (2, 'Brazil', 1)", "INSERT INTO film_texts VALUES (1, 'Alien, the cut'), (2, 'Brazil')", "INSERT INTO notes VALUES (1, 1, 'x'), (2, 2, 'y')");
        await pair.Local.ExecuteAsync(_triggers);
        await pair.Local.ExecuteAsync("INSERT INTO films VALUES (1, 'Alien', 0)");
        return pair;
    }
}
