using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Environments;
using Ferry.Inventory;

namespace Ferry.Cli.Commands.Sync;

/// <summary>Finds out where rows come from, by what was typed and what is configured.</summary>
internal sealed class SyncSourceChoice(CliContext context, SyncChoice choice, Project project, ResolvedEnvironment target)
{
    /// <summary>The environment's name: the one that was typed, or the only other one.</summary>
    public async Task<string> NameAsync(CancellationToken cancellationToken)
    {
        var others = Others.ToList();
        if (choice.Source is not null || others.Count == 0)
        {
            var name = project.Configuration.Environment(choice.Source ?? "production").Name;
            return name != target.Name
                ? name
                : throw new FerryException(
                    FailureKind.Refused, "sync.same-environment", $"{name} would be merged into itself.", $"Rows come from {name} and go to {target.Name}.",
                    "Name another environment with --production, --env or --into.");
        }

        return others.Count == 1
            ? others[0]
            : context.Ask.Possible
                ? await context.Ask.SelectAsync("Where do the rows come from?", others, other => other, cancellationToken)
                : throw UsageError.MustSay("The environment that rows come from", "Add --production or --env NAME.");
    }

    /// <summary>The backup that was asked for, and the environment that it was made of.</summary>
    public async Task<(ArchiveReference Archive, string Environment)> ArchiveAsync(string backup, CancellationToken cancellationToken)
    {
        // The latest of all is most often the safety backup of the target itself.
        var owner = choice.Source is null && Others.Any() && string.Equals(backup, BackupInventory.Latest, StringComparison.OrdinalIgnoreCase)
            ? await NameAsync(cancellationToken)
            : choice.Source;
        var archive = await new ArchiveChoice(context).FindAsync(backup, owner, cancellationToken);
        await using var reader = await ArchiveReader.OpenAsync(archive, cancellationToken);
        var environment = reader.Manifest.Environment;
        return owner is null || string.Equals(owner, environment, StringComparison.OrdinalIgnoreCase)
            ? (archive, environment)
            : throw new FerryException(
                FailureKind.Refused, "sync.other-environment", $"{archive.ShortName} is a backup of {environment}, not of {owner}.",
                "What is remembered of one environment would be used for the rows of another.", $"Say --env {CliContext.ShellWord(environment)}, or choose a backup of {owner}.");
    }

    private IEnumerable<string> Others => project.Configuration.Environments.Where(environment => environment.Name != target.Name).Select(environment => environment.Name);
}
