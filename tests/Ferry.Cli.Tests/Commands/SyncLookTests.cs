namespace Ferry.Cli.Tests.Commands;

/// <summary>What a plan says of how much of the source was read, and by what the rest was passed over.</summary>
public sealed class SyncLookTests : IDisposable
{
    private const string Rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO";

    private readonly CliRun _run = new();
    private DateTime _written = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public SyncLookTests()
    {
        File.WriteAllText(_run.PathOf("ferry.json"), """
            { "Ferry": { "Application": "movies",
                "Environments": { "local": { "Databases": { "main": "sqlite:local.db" } }, "production": { "Databases": { "main": "sqlite:production.db" } } },
                "Sync": { "Identity": { "notes": "primary-key", "events": "primary-key" }, "Watermark": { "events": "id" }, "WatermarkNumbers": 0 } } }
            """);
        const string Tables = """
            CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT);
            CREATE TABLE events (id INTEGER PRIMARY KEY, body TEXT);
            CREATE TABLE roles (code TEXT PRIMARY KEY) WITHOUT ROWID;
            CREATE TABLE lines (body TEXT);
            """;
        _run.Sql("local.db", Tables);
        Produce($"""
            {Tables}
            {Rows} notes SELECT i, 'note' FROM n;
            {Rows} events SELECT i, 'event' FROM n;
            INSERT INTO roles VALUES ('a'), ('b');
            INSERT INTO lines VALUES ('one');
            """);
    }

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task The_plan_says_what_was_read_and_by_what_the_rest_was_passed_over()
    {
        await SyncAsync();
        _run.Error.ShouldContain("read 603 rows: 4 tables whole\n");
        _run.Error.ShouldNotContain("passed over");

        await SyncAsync();
        _run.Error.ShouldContain("passed over: events, notes, roles by stamp\n");

        Produce("INSERT INTO events VALUES (301, 'new'); UPDATE notes SET body = 'changed' WHERE id = 7");
        await SyncAsync();
        _run.Error.ShouldMatch(@"read \d+ rows: lines whole; notes by digests \(\d+ of 300 rows\); events by watermark \(\d+ of 301 rows\)\n");
        _run.Error.ShouldContain("passed over: roles by digests (2 rows)\n");
    }

    [Fact]
    public async Task Rows_that_are_only_still_open_were_not_read()
    {
        await SyncAsync();
        _run.Sql("local.db", "UPDATE notes SET body = 'here' WHERE id = 7");
        Produce("UPDATE notes SET body = 'there' WHERE id = 7");
        await RunAsync();
        _run.Error.ShouldMatch(@"notes by digests \(\d+ of 300 rows\)");

        await RunAsync();

        _run.Error.ShouldContain("1 still open");
        _run.Error.ShouldContain("passed over: events, notes, roles by stamp");
    }

    [Fact]
    public async Task JSON_names_the_look_and_the_rows_that_the_source_has()
    {
        await SyncAsync();
        Produce("INSERT INTO events VALUES (301, 'new')");

        (await _run.RunAsync("sync", "--production", "--force", "--json")).ShouldBe(0, _run.Error);

        var tables = _run.Lines.Single(line => line.GetProperty("type").GetString() == "plan").GetProperty("databases")[0].GetProperty("tables").EnumerateArray()
            .ToDictionary(table => table.GetProperty("name").GetString()!, table => $"{table.GetProperty("look")} {table.GetProperty("held")}");
        tables.ShouldBe(new Dictionary<string, string> { ["events"] = "watermark 301", ["lines"] = "whole ", ["notes"] = "digests 300", ["roles"] = "digests 2" }, ignoreOrder: true);
    }

    // What was written in the last seconds could still be written to without a trace in the file's time.
    private void Produce(string sql)
    {
        _run.Sql("production.db", sql);
        File.SetLastWriteTimeUtc(_run.PathOf("production.db"), _written = _written.AddMinutes(1));
    }

    private async Task SyncAsync() => (await RunAsync()).ShouldBe(0, _run.Error);

    private Task<int> RunAsync() => _run.RunAsync("sync", "--production", "--force");
}
