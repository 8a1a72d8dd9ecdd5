using Ferry.Sync;

namespace Ferry.EndToEnd.Tests.Sync.Cases;

/// <summary>Keys of the target that the source's rows could break.</summary>
public abstract class UniqueCaseTests : SyncCaseTests
{
    [Fact]
    public async Task Case_29_A_username_that_is_taken_rewrites_nobody()
    {
        await using var pair = await PairAsync(ByKey("users", "email"), "CREATE TABLE users (id {id}, email VARCHAR(50) NOT NULL UNIQUE, username VARCHAR(50) NOT NULL UNIQUE)");
        await pair.Production.ExecuteAsync("INSERT INTO users VALUES (12, 'thomas@x.org', 'neo'), (13, 'trinity@x.org', 'tri')");
        await pair.Local.ExecuteAsync("INSERT INTO users VALUES (8, 'other@x.org', 'neo')");

        var plan = await pair.PlanAsync();
        await pair.ApplyAsync(plan);

        plan.Outcome.ShouldBe(SyncOutcome.Conflicts);
        (await LocalAsync(pair, "SELECT * FROM users ORDER BY id")).ShouldBe(["8|other@x.org|neo", "13|trinity@x.org|tri"]);
    }

    [Fact]
    public async Task Case_30_Values_that_changed_hands_in_a_ring_change_hands_here_too()
    {
        await using var pair = await PairAsync(ById("seats"), "CREATE TABLE seats (id {id}, place VARCHAR(50) NOT NULL UNIQUE)", "INSERT INTO seats VALUES (1, 'a'), (2, 'b'), (3, 'c')");
        await pair.SyncAsync();
        await pair.Production.ExecuteAsync(
            "UPDATE seats SET place = 'x' WHERE id = 1", "UPDATE seats SET place = 'a' WHERE id = 3", "UPDATE seats SET place = 'c' WHERE id = 2", "UPDATE seats SET place = 'b' WHERE id = 1");

        (await pair.SyncAsync())["seats"].Updated.ShouldBe(3);

        (await LocalAsync(pair, "SELECT id, place FROM seats ORDER BY id")).ShouldBe(["1|b", "2|c", "3|a"]);
        await SettledAsync(pair);
    }

    [Fact]
    public async Task Case_31_A_key_on_an_expression_is_never_broken_and_nothing_is_lost()
    {
        await using var pair = await PairAsync(ById("users"));
        await pair.Production.ExecuteAsync($"CREATE TABLE users (id {pair.Production.NumberedKey}, name VARCHAR(50))", "INSERT INTO users VALUES (1, 'Ana')");
        await pair.Local.ExecuteAsync([$"CREATE TABLE users (id {pair.Local.NumberedKey}, name VARCHAR(50){Folded})", .. FoldedIndex, "INSERT INTO users (id, name) VALUES (7, 'ANA')"]);
        var before = await pair.Local.DumpAsync();

        var plan = await pair.PlanAsync();
        if (plan.Outcome != SyncOutcome.Conflicts)
        {
            (await Should.ThrowAsync<FerryException>(() => pair.ApplyAsync(plan))).Kind.ShouldBe(FailureKind.Refused);
        }

        (await pair.Local.DumpAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Case_49_Texts_that_only_the_target_takes_for_the_same_do_not_both_come_in()
    {
        await using var pair = await PairAsync(ByKey("tags", "name"));
        await pair.Production.ExecuteAsync($"CREATE TABLE tags (id {pair.Production.NumberedKey}, name VARBINARY(50) NOT NULL UNIQUE)".Replace("VARBINARY(50)", $"VARCHAR(50) {Engine.Exact}", StringComparison.Ordinal), "INSERT INTO tags VALUES (1, 'resume')");
        await pair.Local.ExecuteAsync($"CREATE TABLE tags (id {pair.Local.NumberedKey}, name VARCHAR(50) {Engine.Loose(spaces: true)} NOT NULL UNIQUE)", "INSERT INTO tags VALUES (9, 'resume  ')");

        var plan = (await pair.SyncAsync())["tags"];

        plan.Inserted.ShouldBe(0);
        (await LocalAsync(pair, "SELECT count(*) FROM tags")).ShouldBe(["1"]);
    }

    // Servers differ in whether they have keys on expressions: a generated column is one everywhere but in SQLite, which has both.
    private string Folded => Engine is SqliteCaseEngine ? "" : ", folded VARCHAR(50) GENERATED ALWAYS AS (LOWER(name)) STORED UNIQUE";

    private string[] FoldedIndex => Engine is SqliteCaseEngine ? ["CREATE UNIQUE INDEX folded ON users (LOWER(name))"] : [];
}
