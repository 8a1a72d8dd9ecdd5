using System.CommandLine;
using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Inventory;

namespace Ferry.Cli.Commands;

/// <summary>BACKUP: a name, <c>latest</c>, or a path to a file that needs no configuration.</summary>
internal sealed class BackupArgument
{
    private readonly Argument<string?> _argument;

    public BackupArgument(bool required) => _argument = new Argument<string?>("BACKUP")
    {
        Description = $"A name as `ferry list` shows it, 'latest', or the path of a file.{(required ? "" : " Without it: latest.")}",
        Arity = required ? ArgumentArity.ExactlyOne : ArgumentArity.ZeroOrOne,
    };

    public void AddTo(Command command) => command.Add(_argument);

    public Task<ArchiveReference> FindAsync(ParseResult parse, CliContext context, string? environment, CancellationToken cancellationToken) =>
        new ArchiveChoice(context).FindAsync(parse.GetValue(_argument) ?? BackupInventory.Latest, environment, cancellationToken);
}
