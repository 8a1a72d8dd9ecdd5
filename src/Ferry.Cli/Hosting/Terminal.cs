namespace Ferry.Cli.Hosting;

/// <summary>What the two output streams and the keyboard can do. Decided once for a run.</summary>
/// <param name="OutputAnsi">Whether results may carry escape sequences.</param>
/// <param name="ErrorAnsi">Whether messages may carry escape sequences.</param>
/// <param name="Color">Whether escape sequences may be colours.</param>
/// <param name="Live">Whether progress may be redrawn in place.</param>
/// <param name="Interactive">Whether there is a person to ask.</param>
internal sealed record Terminal(bool OutputAnsi, bool ErrorAnsi, bool Color, bool Live, bool Interactive)
{
    public static Terminal Detect(CliHost host, GlobalSettings settings)
    {
        var dumb = Value(host, "TERM") == "dumb";
        var errorAnsi = host.ErrorIsTerminal && !dumb;
        var unattended = settings.NonInteractive || settings.Json || IsContinuousIntegration(host);
        return new Terminal(
            OutputAnsi: host.OutputIsTerminal && !dumb,
            ErrorAnsi: errorAnsi,
            Color: !settings.NoColor && Value(host, "NO_COLOR").Length == 0,
            Live: errorAnsi && !settings.NonInteractive && !IsContinuousIntegration(host),
            Interactive: errorAnsi && host.InputIsTerminal && !unattended);
    }

    private static bool IsContinuousIntegration(CliHost host) =>
        Value(host, "CI") is { Length: > 0 } value && !value.Equals("false", StringComparison.OrdinalIgnoreCase) && value != "0";

    private static string Value(CliHost host, string name) => host.Variables.GetValueOrDefault(name, "");
}
