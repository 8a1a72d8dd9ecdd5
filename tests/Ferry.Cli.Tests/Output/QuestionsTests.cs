using Ferry.Cli.Hosting;
using Ferry.Cli.Output;
using Spectre.Console.Testing;

namespace Ferry.Cli.Tests.Output;

public class QuestionsTests
{
    private static readonly Terminal Person = new(OutputAnsi: true, ErrorAnsi: true, Color: true, Live: true, Interactive: true);
    private readonly TestConsole _console = new TestConsole().Interactive();
    private readonly Questions _ask;

    public QuestionsTests() => _ask = new Questions(_console, Person);

    [Fact]
    public async Task The_safe_answer_is_one_key_away()
    {
        _console.Input.PushKey(ConsoleKey.Enter);

        (await _ask.ConfirmAsync("Replace [local]?", preset: false, TestContext.Current.CancellationToken)).ShouldBeFalse();

        _console.Output.ShouldContain("Replace [local]?");
    }

    [Fact]
    public async Task Choices_may_hold_brackets()
    {
        _console.Profile.Capabilities.Ansi = true;
        _console.Input.PushKey(ConsoleKey.DownArrow);
        _console.Input.PushKey(ConsoleKey.Enter);

        var chosen = await _ask.SelectAsync("Which [one]?", ["[red]a", "[/]b"], choice => choice, TestContext.Current.CancellationToken);

        chosen.ShouldBe("[/]b");
    }

    [Fact]
    public async Task A_secret_is_not_shown()
    {
        _console.Input.PushTextWithEnter("canary-7f3");

        (await _ask.SecretAsync("Password?", TestContext.Current.CancellationToken)).ShouldBe("canary-7f3");

        _console.Output.ShouldNotContain("canary-7f3");
    }
}
