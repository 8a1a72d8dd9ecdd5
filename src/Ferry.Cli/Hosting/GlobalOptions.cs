using System.CommandLine;

namespace Ferry.Cli.Hosting;

/// <summary>Declares the options that every command has, and reads them back.</summary>
internal sealed class GlobalOptions
{
    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file to use instead of the one found here.", HelpName = "FILE", Recursive = true,
    };

    private readonly Option<bool> _json = Flag("--json", "Only JSON on standard output; everything for people goes to standard error.");
    private readonly Option<bool> _quiet = Flag("--quiet", "Print errors only.", "-q");
    private readonly Option<bool> _verbose = Flag("--verbose", "Print more, stack traces of failures included.", "-v");
    private readonly Option<bool> _noColor = Flag("--no-color", "No colours; NO_COLOR does the same.");
    private readonly Option<bool> _nonInteractive = Flag("--non-interactive", "Never ask, never redraw; a script has to say everything.");

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _config, _json, _quiet, _verbose, _noColor, _nonInteractive })
        {
            command.Add(option);
        }
    }

    public GlobalSettings Read(ParseResult parse) => new(
        parse.GetResult(_config) is { Errors: var errors } && errors.Any() ? null : parse.GetValue(_config),
        parse.GetValue(_json),
        parse.GetValue(_quiet),
        parse.GetValue(_verbose),
        parse.GetValue(_noColor),
        parse.GetValue(_nonInteractive));

    private static Option<bool> Flag(string name, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, Recursive = true };
}
