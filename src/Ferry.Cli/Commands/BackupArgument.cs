using System.CommandLine;
using Ferry.Archives;
using Ferry.Cli.Hosting;

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

    public async Task<ArchiveReference> FindAsync(ParseResult parse, CliContext context, string? environment, CancellationToken cancellationToken)
    {
        var backup = parse.GetValue(_argument) ?? Project.Latest;
        return Project.IsPath(backup)
            ? Project.FromPath(backup, context.Host.WorkingDirectory)
            : await (await Project.LoadAsync(context, cancellationToken)).FindAsync(backup, environment, cancellationToken);
    }
}
