using Ferry.EndToEnd.Tests.Faults;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>A sync with somebody at the terminal, who is asked about cells that both sides have changed.</summary>
public sealed class SyncConflictTerminalTests : IDisposable
{
    private const string Tables = "CREATE TABLE movies (id INTEGER PRIMARY KEY AUTOINCREMENT, slug TEXT NOT NULL UNIQUE, title TEXT, plot TEXT);";

    private readonly SqliteProject _project = new();

    public SyncConflictTerminalTests()
    {
        File.WriteAllText(
            Path.Combine(_project.Folder, "ferry.json"),
            """
            {
              "Ferry": {
                "Application": "movies",
                "Environments": { "local": { "Databases": { "main": "sqlite:here.db" } }, "staging": { "Databases": { "main": "sqlite:there.db" } } },
                "Sync": { "Identity": { "movies": ["slug"] }, "Policies": { "movies": { "title": "ask", "plot": "ask" } } }
              }
            }
            """);
        foreach (var file in new[] { "there.db", "here.db" })
        {
            _project.Execute(file, $"{Tables} INSERT INTO movies VALUES (1, 'alien', 'a', 'p'), (2, 'brazil', 'b', 'p'), (3, 'clue', 'c', 'p')");
        }
    }

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task Each_conflict_is_asked_about_before_the_plan_is()
    {
        await DivergeAsync();
        using var terminal = TerminalProcess.Start(_project.Folder, "sync --env staging");
        await terminal.AnswerAsync("Both sides changed title of movies 1 (alien). Whose value counts?", TerminalProcess.Down + TerminalProcess.Enter);
        await terminal.AnswerAsync("Both sides changed title of movies 2 (brazil). Whose value counts?", TerminalProcess.Enter);
        await terminal.AnswerAsync("Both sides changed title of movies 3 (clue). Whose value counts?", TerminalProcess.Down + TerminalProcess.Down + TerminalProcess.Enter);
        await terminal.AnswerAsync("Merge this into local?", $"y{TerminalProcess.Enter}");
        await terminal.EndAsync(3);

        Movies().ShouldBe("alien a there; brazil b here; clue c here");
    }

    [Fact]
    public async Task All_the_rest_can_be_answered_at_once_and_a_saved_plan_carries_it_out()
    {
        await DivergeAsync();
        using var terminal = TerminalProcess.Start(_project.Folder, "sync --env staging --save answered.plan");
        await terminal.AnswerAsync("movies 1 (alien). Whose value counts?", TerminalProcess.Enter);
        await terminal.AnswerAsync("movies 2 (brazil). Whose value counts?", string.Concat(Enumerable.Repeat(TerminalProcess.Down, 4)) + TerminalProcess.Enter);
        await terminal.EndAsync(0);
        Movies().ShouldBe("alien a here; brazil b here; clue c here");

        (await _project.RunAsync("sync apply answered.plan --force --non-interactive")).Ended(0);

        Movies().ShouldBe("alien a here; brazil b there; clue c there");
        (await _project.RunAsync("sync --env staging --force --non-interactive")).Ended(0);
        (await _project.RunAsync("sync undo --env staging --force --non-interactive")).Ended(0);
        Movies().ShouldBe("alien a here; brazil b here; clue c here");
    }

    [Fact]
    public async Task Where_nobody_is_asked_conflicts_stay_open()
    {
        await DivergeAsync();

        (await _project.RunAsync("sync --env staging --force --non-interactive")).Ended(3);

        Movies().ShouldBe("alien a here; brazil b here; clue c here");
    }

    private async Task DivergeAsync()
    {
        (await _project.RunAsync("sync --env staging --force --non-interactive")).Ended(0);
        _project.Execute("there.db", "UPDATE movies SET title = title || ' there'");
        _project.Execute("here.db", "UPDATE movies SET title = title || ' here'");
    }

    private string Movies() => _project.Ask("here.db", "SELECT group_concat(slug || ' ' || title, '; ') FROM (SELECT * FROM movies ORDER BY id)");
}
