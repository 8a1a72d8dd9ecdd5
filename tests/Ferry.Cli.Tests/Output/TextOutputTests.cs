using Ferry.Cli.Hosting;
using Ferry.Cli.Output;
using Ferry.Cli.Output.Progress;
using Spectre.Console.Testing;

namespace Ferry.Cli.Tests.Output;

public class TextOutputTests
{
    private readonly TestConsole _results = new TestConsole().Width(60);
    private readonly TestConsole _people = new TestConsole().Width(60);

    [Fact]
    public void Errors_are_three_unbroken_lines_whatever_the_server_said()
    {
        var words = string.Join("\n", Enumerable.Repeat("[a] long story from the server", 5));

        Output(quiet: true).Error(new Failure("source.failed", 5, "Reading [users] failed.", words, "ferry doctor"));

        _people.Lines.Count.ShouldBe(3);
        _people.Output.ShouldContain("error source.failed: Reading [users] failed.");
        _results.Output.ShouldBeEmpty();
    }

    private TextOutput Output(bool quiet) => new(
        _results, _people, new ProgressDisplays(_people, new Terminal(false, false, false, false, false), TimeProvider.System), quiet);
}
