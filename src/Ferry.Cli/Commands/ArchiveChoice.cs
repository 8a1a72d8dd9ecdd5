using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Views;
using Ferry.Inventory;

namespace Ferry.Cli.Commands;

/// <summary>Finds a backup by name, <c>latest</c> or path; asks a person who named none.</summary>
internal sealed class ArchiveChoice(CliContext context)
{
    public async Task<ArchiveReference> FindAsync(string? backup, string? environment, CancellationToken cancellationToken)
    {
        if (backup is not null && Project.IsPath(backup))
        {
            return Project.FromPath(backup, context.Host.WorkingDirectory);
        }

        if (backup is null && !context.Ask.Possible)
        {
            throw UsageError.MustSay("Which backup to restore", "Add --backup latest, a name from 'ferry list', or a path.");
        }

        var project = await Project.LoadAsync(context, cancellationToken);
        return backup is null
            ? await AskAsync(project, environment, cancellationToken)
            : await project.FindAsync(backup, environment, cancellationToken);
    }

    private async Task<ArchiveReference> AskAsync(Project project, string? environment, CancellationToken cancellationToken)
    {
        var entries = await project.ListAsync(environment, destination: null, cancellationToken);
        if (entries.Count == 0)
        {
            return await project.FindAsync(BackupInventory.Latest, environment, cancellationToken);
        }

        var now = context.Host.Time.GetUtcNow();
        var chosen = await context.Ask.SelectAsync(
            "Which backup?", entries, entry => ListView.Describe(BackupEntryDocument.From(entry), now), cancellationToken);
        return chosen.Archive;
    }
}
