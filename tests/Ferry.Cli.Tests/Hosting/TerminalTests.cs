using Ferry.Cli.Hosting;

namespace Ferry.Cli.Tests.Hosting;

public sealed class TerminalTests : IDisposable
{
    private static readonly GlobalSettings Nothing = new(Config: null, Json: false, Quiet: false, Verbose: false, NoColor: false, NonInteractive: false);
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void A_person_at_a_terminal_gets_everything() =>
        Detect(Nothing).ShouldBe(new Terminal(OutputAnsi: true, ErrorAnsi: true, Color: true, Live: true, Interactive: true));

    [Fact]
    public void NO_COLOR_takes_the_colours_only() =>
        Detect(Nothing, ("NO_COLOR", "1")).ShouldBe(new Terminal(OutputAnsi: true, ErrorAnsi: true, Color: false, Live: true, Interactive: true));

    [Fact]
    public void An_empty_NO_COLOR_takes_nothing() => Detect(Nothing, ("NO_COLOR", "")).Color.ShouldBeTrue();

    [Fact]
    public void The_no_color_option_takes_the_colours() => Detect(Nothing with { NoColor = true }).Color.ShouldBeFalse();

    [Theory]
    [InlineData("true", false)]
    [InlineData("1", false)]
    [InlineData("false", true)]
    [InlineData("", true)]
    public void CI_is_never_asked_and_never_redrawn(string value, bool expected)
    {
        var terminal = Detect(Nothing, ("CI", value));

        (terminal.Interactive, terminal.Live).ShouldBe((expected, expected));
    }

    [Fact]
    public void A_dumb_terminal_gets_plain_lines() =>
        Detect(Nothing, ("TERM", "dumb")).ShouldBe(new Terminal(OutputAnsi: false, ErrorAnsi: false, Color: true, Live: false, Interactive: false));

    [Fact]
    public void Json_is_for_programs_which_cannot_be_asked() => Detect(Nothing with { Json = true }).Interactive.ShouldBeFalse();

    [Fact]
    public void A_redirected_result_does_not_take_the_display_away()
    {
        var terminal = Terminal.Detect(Host() with { OutputIsTerminal = false }, Nothing);

        (terminal.OutputAnsi, terminal.Live, terminal.Interactive).ShouldBe((false, true, true));
    }

    private Terminal Detect(GlobalSettings settings, params (string Name, string Value)[] variables) =>
        Terminal.Detect(Host() with { Variables = variables.ToDictionary(variable => variable.Name, variable => variable.Value) }, settings);

    private CliHost Host() => _run.Host with { OutputIsTerminal = true, ErrorIsTerminal = true, InputIsTerminal = true };
}
