using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class ForeignKeyTests
{
    [Theory, OnEachServer]
    public async Task Foreign_keys_into_another_database_go_on_pointing_there(ServerKind kind)
    {
        await using var other = await TestServer.Of(kind).CreateDatabaseAsync("other", TestContext.Current.CancellationToken);
        await ServerText.ExecuteAsync(other.ConnectionString, ["CREATE TABLE p (id INT PRIMARY KEY)", "INSERT INTO p VALUES (1)"], TestContext.Current.CancellationToken);
        await using var trip = await RoundTrip.MakeAsync(
            kind, $"CREATE TABLE c (id INT PRIMARY KEY, p INT, CONSTRAINT fk FOREIGN KEY (p) REFERENCES `{other.Name}`.p (id))", "INSERT INTO c VALUES (1, 1), (2, NULL)");

        await trip.RunAsync();

        await trip.ShouldBeEqualAsync();
        await ServerText.ExecuteAsync(trip.SourceConnection, [$"DROP TABLE c", $"DROP TABLE `{trip.Restored}`.c"], TestContext.Current.CancellationToken);
    }

    [Theory, OnEachServer]
    public Task Foreign_keys_to_keys_that_are_not_unique_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        [
            .. kind == ServerKind.MySql ? ["SET SESSION restrict_fk_on_non_standard_key = OFF"] : Array.Empty<string>(),
            "CREATE TABLE p (id INT PRIMARY KEY, g INT, KEY (g))", "CREATE TABLE c (id INT PRIMARY KEY, g INT, FOREIGN KEY (g) REFERENCES p (g))",
            "INSERT INTO p VALUES (1, 5), (2, 5)", "INSERT INTO c VALUES (1, 5)",
        ]);

    [Theory, OnEachServer]
    public Task Orphans_that_were_loaded_without_checks_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE p (id INT PRIMARY KEY)", "CREATE TABLE c (id INT PRIMARY KEY, p INT, FOREIGN KEY (p) REFERENCES p (id))",
        "SET SESSION foreign_key_checks = 0", "INSERT INTO c VALUES (1, 99)");

    [Theory, OnEachServer]
    public Task A_foreign_key_on_the_base_of_a_generated_column_keeps_its_index(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE p (id INT PRIMARY KEY)",
        "CREATE TABLE c (id INT PRIMARY KEY, p INT, s INT GENERATED ALWAYS AS (p + 1) STORED, KEY both_ (s, p), KEY k (p), FOREIGN KEY (p) REFERENCES p (id))",
        "INSERT INTO p VALUES (1)", "INSERT INTO c (id, p) VALUES (1, 1)");

    [Theory, OnEachServer]
    public Task Names_of_foreign_keys_at_their_longest_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE p (id INT PRIMARY KEY)",
        $"CREATE TABLE c (id INT PRIMARY KEY, CONSTRAINT `{new string('k', 64)}` FOREIGN KEY (id) REFERENCES p (id))");

    [Fact]
    public Task The_same_name_of_a_foreign_key_in_two_tables_comes_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb,
        "CREATE TABLE p (id INT PRIMARY KEY, CONSTRAINT same CHECK (id > 0))", "CREATE TABLE c (id INT PRIMARY KEY, CONSTRAINT same FOREIGN KEY (id) REFERENCES p (id))");
}
