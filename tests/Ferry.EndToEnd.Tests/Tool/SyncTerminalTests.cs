using Ferry.EndToEnd.Tests.Faults;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>A sync with somebody at the terminal: what is guessed is asked once, and what was confirmed is kept.</summary>
public sealed class SyncTerminalTests : IDisposable
{
    private const string Tables = """
        CREATE TABLE people (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, email TEXT NOT NULL UNIQUE);
        CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT NOT NULL, created_at TEXT NOT NULL);
        """;

    private const string Shared = "(1, 'one', '2026-01-01'), (2, 'two', '2026-01-02'), (3, 'three', '2026-01-03'), (4, 'four', '2026-01-04')";

    private const string Settings = """
        {
          // ours
          "Ferry": {
            "Application": "movies",
            "Environments": {
              "local": { "Databases": { "main": "sqlite:here.db" } }, // this machine
              "staging": { "Databases": { "main": "sqlite:there.db" } },
            },
          },
        }
        """;

    private readonly SqliteProject _project = new();

    public SyncTerminalTests()
    {
        File.WriteAllText(SettingsFile, Settings);
        _project.Execute("there.db", $"{Tables} INSERT INTO people VALUES (1, 'Ana', 'ana@example.org'); INSERT INTO notes VALUES {Shared}, (5, 'five, there', '2026-01-05'), (6, 'six', '2026-01-06')");
        _project.Execute("here.db", $"{Tables} INSERT INTO people VALUES (5, 'Anna', 'ana@example.org'); INSERT INTO notes VALUES {Shared}, (5, 'five, here', '2026-01-05'), (6, 'mine', '2025-06-07')");
    }

    private string SettingsFile => Path.Combine(_project.Folder, "ferry.json");

    public void Dispose() => _project.Dispose();

    [Fact]
    public async Task An_answer_about_ids_is_kept_in_ferry_json_and_the_plan_is_made_anew()
    {
        using var terminal = TerminalProcess.Start(_project.Folder, "sync --env staging");
        await terminal.AnswerAsync("Does the same id mean the same row in notes?", TerminalProcess.Down + TerminalProcess.Down + TerminalProcess.Enter);
        await terminal.AnswerAsync("Merge this into local?", $"y{TerminalProcess.Enter}");
        await terminal.EndAsync(0);

        Notes().ShouldBe("1 one; 2 two; 3 three; 4 four; 5 five, here; 6 mine; 7 one; 8 two; 9 three; 10 four; 11 five, there; 12 six");
        (await File.ReadAllTextAsync(SettingsFile, TestContext.Current.CancellationToken)).ShouldBe(Settings.Replace(
            "    },\n  },", "    },\n    \"Sync\": { \"Identity\": { \"notes\": \"none\", \"people\": [\"lower(email)\"] } }\n  },", StringComparison.Ordinal));

        using var again = TerminalProcess.Start(_project.Folder, "sync --env staging");
        (await again.EndAsync(0)).ShouldContain("nothing to do");
    }

    [Fact]
    public async Task A_guess_may_be_used_once_and_is_not_kept()
    {
        using var terminal = TerminalProcess.Start(_project.Folder, "sync --env staging");
        await terminal.AnswerAsync("Does the same id mean the same row in notes?", TerminalProcess.Enter);
        await terminal.AnswerAsync("Merge this into local?", $"y{TerminalProcess.Enter}");
        await terminal.EndAsync(0);

        Notes().ShouldBe("1 one; 2 two; 3 three; 4 four; 5 five, there; 6 mine; 7 six");
        var kept = await File.ReadAllTextAsync(SettingsFile, TestContext.Current.CancellationToken);
        kept.ShouldContain("\"people\": [\"lower(email)\"]");
        kept.ShouldNotContain("notes");
    }

    [Fact]
    public async Task Who_says_no_to_the_plan_confirms_no_key()
    {
        using var terminal = TerminalProcess.Start(_project.Folder, "sync --env staging");
        await terminal.AnswerAsync("Does the same id mean the same row in notes?", TerminalProcess.Enter);
        await terminal.AnswerAsync("Merge this into local?", $"n{TerminalProcess.Enter}");
        await terminal.EndAsync(10);

        (await File.ReadAllTextAsync(SettingsFile, TestContext.Current.CancellationToken)).ShouldBe(Settings);
    }

    [Fact]
    public async Task Without_a_ferry_json_it_says_what_to_write_where()
    {
        File.Delete(SettingsFile);
        await File.WriteAllTextAsync(
            Path.Combine(_project.Folder, ".env"), "DB_CONNECTION=sqlite\nDB_DATABASE=here.db\nSTAGING_DB_CONNECTION=sqlite\nSTAGING_DB_DATABASE=there.db\n", TestContext.Current.CancellationToken);

        using var terminal = TerminalProcess.Start(_project.Folder, "sync --env staging");
        await terminal.AnswerAsync("Does the same id mean the same row in notes?", TerminalProcess.Down + TerminalProcess.Enter);
        await terminal.AnswerAsync("Merge this into local?", $"y{TerminalProcess.Enter}");
        var shown = await terminal.EndAsync(0);

        shown.ShouldContain("Ferry__Sync__Identity__notes=primary-key");
        Notes().ShouldBe("1 one; 2 two; 3 three; 4 four; 5 five, there; 6 six");
        File.Exists(SettingsFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_nobody_is_asked_a_guess_is_not_used_and_nothing_is_written()
    {
        (await _project.RunAsync("sync --env staging --force --non-interactive")).Ended(0);

        Notes().ShouldBe("1 one; 2 two; 3 three; 4 four; 5 five, here; 6 mine; 7 five, there; 8 six");
        (await File.ReadAllTextAsync(SettingsFile, TestContext.Current.CancellationToken)).ShouldBe(Settings);
    }

    private string Notes() => _project.Ask("here.db", "SELECT group_concat(id || ' ' || body, '; ') FROM (SELECT * FROM notes ORDER BY id)");
}
