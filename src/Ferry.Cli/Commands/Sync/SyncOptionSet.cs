using System.CommandLine;

namespace Ferry.Cli.Commands.Sync;

/// <summary>The options that say which environments a sync command is about.</summary>
internal sealed class SyncOptionSet
{
    private readonly SourceOptions _source = new();
    private readonly Option<string?> _into = new("--into") { Description = "The environment it goes to; default: the current environment.", HelpName = "E" };
    private readonly Option<string?> _database = new("--database") { Description = "Only the database with this key.", HelpName = "K" };
    private readonly Option<bool> _allowProtected = new("--allow-protected") { Description = "Write to a protected environment; needs --into and its name typed." };
    private readonly Option<string?> _confirm = new("--confirm") { Description = "The protected environment's name, for scripts.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        _source.AddTo(command);
        foreach (var option in new Option[] { _into, _database, _allowProtected, _confirm })
        {
            command.Add(option);
        }
    }

    public SyncChoice Read(ParseResult parse, string? backup = null) => new(
        _source.Read(parse), parse.GetValue(_into), backup, parse.GetValue(_database), parse.GetValue(_allowProtected), parse.GetValue(_confirm));
}
