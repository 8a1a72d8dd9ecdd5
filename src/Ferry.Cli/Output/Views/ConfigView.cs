using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>Settings with their origins.</summary>
internal static class ConfigView
{
    private const int WidestValue = 40;

    public static void Render(IAnsiConsole console, ConfigDocument config)
    {
        console.Fact("application", config.Application);
        console.Fact("this is", config.Current);
        if (config.Settings.Count == 0)
        {
            console.Line($"  Nothing is configured here.");
            console.Next("ferry init");
            return;
        }

        console.WriteLine();
        var width = config.Settings.Max(setting => setting.Key.Length);
        var valueWidth = Math.Min(WidestValue, config.Settings.Max(setting => setting.Value.Length));
        foreach (var setting in config.Settings)
        {
            console.Line($"{setting.Key.PadRight(width)}  [bold]{setting.Value.PadRight(valueWidth)}[/]  [grey]{setting.Origin}[/]");
        }
    }
}
