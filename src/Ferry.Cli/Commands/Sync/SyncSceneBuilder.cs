using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Cli.Masking;
using Ferry.Environments;
using Ferry.Sync;
using Ferry.Sync.Masking;

namespace Ferry.Cli.Commands.Sync;

/// <summary>Turns a choice into a scene: finds both environments and guards what is protected.</summary>
internal sealed class SyncSceneBuilder(CliContext context, SyncChoice choice)
{
    /// <summary>For a job that reads the source.</summary>
    /// <param name="safetyBackup">Whether a backup is made before the first write.</param>
    /// <param name="overrides">Settings that the command line gives.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<SyncScene> BuildAsync(bool safetyBackup, IReadOnlyList<ConfigurationOverride> overrides, CancellationToken cancellationToken)
    {
        var project = await Project.LoadAsync(context, cancellationToken, overrides);
        var target = project.Configuration.Environment(choice.Into);
        var archive = choice.Backup is null ? null : await new ArchiveChoice(context).FindAsync(choice.Backup, choice.Source, cancellationToken);
        var name = archive is null ? await SourceNameAsync(project, target, cancellationToken) : choice.Source ?? await EnvironmentOfAsync(archive, cancellationToken);
        var source = archive is null ? project.Configuration.Environment(name) : null;
        string[] keys = choice.Database is { } key ? [key] : [];
        var databases = source?.ResolveDatabases(keys).ToDictionary(pair => pair.Key, pair => pair.Value.ForBackup(), StringComparer.OrdinalIgnoreCase);
        return await SceneAsync(project, source, target, new SyncSource { Environment = name, Protected = IsProtected(project, name), Archive = archive, Databases = databases ?? [] }, safetyBackup, cancellationToken);
    }

    /// <summary>For a job that knows the source by name only: what is remembered of it lies in the target.</summary>
    /// <param name="source">The source's name; null for the one that was typed, or the only other one.</param>
    /// <param name="safetyBackup">Whether a backup is made before the first write.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<SyncScene> RememberedAsync(string? source, bool safetyBackup, CancellationToken cancellationToken)
    {
        var project = await Project.LoadAsync(context, cancellationToken);
        var target = project.Configuration.Environment(choice.Into);
        var name = source ?? await SourceNameAsync(project, target, cancellationToken);
        return await SceneAsync(project, null, target, new SyncSource { Environment = name }, safetyBackup, cancellationToken);
    }

    private async Task<SyncScene> SceneAsync(
        Project project, ResolvedEnvironment? source, ResolvedEnvironment target, SyncSource from, bool safetyBackup, CancellationToken cancellationToken)
    {
        var confirmation = target.Protected ? await ConfirmAsync(target.Name, cancellationToken) : null;
        string[] keys = choice.Database is { } key ? [key] : [];
        var masks = MaskingRules.Parse(target.Options.Sync.Mask, new MaskTypes(project.Configuration.BaseDirectory).Create);
        var request = new SyncRequest
        {
            Source = from,
            Targets = target.ResolveDatabases(keys),
            Environment = target.Name,
            Protected = target.Protected,
            Confirmation = confirmation,
            Database = choice.Database,
            Selection = target.Selection,
            Options = target.Options.Sync,
            Masks = masks,
            MaskKey = masks.IsEmpty ? null : target.ResolveMaskKey() ?? MaskKeyFile.Open(project.Configuration.BaseDirectory),
            Attended = context.Ask.Possible,
            SafetyDestination = safetyBackup ? Project.Storage(target.Destinations.Find()) : null,
            Application = project.Configuration.Application,
            Workers = (source ?? target).Options.Backup.Workers,
            LockTimeout = (source ?? target).Options.Backup.LockTimeout,
        };
        return new SyncScene(context, source, target, request);
    }

    private async Task<string> SourceNameAsync(Project project, ResolvedEnvironment target, CancellationToken cancellationToken)
    {
        var others = project.Configuration.Environments.Where(environment => environment.Name != target.Name).Select(environment => environment.Name).ToList();
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

    private static bool IsProtected(Project project, string name) =>
        project.Configuration.Environments.FirstOrDefault(environment => environment.Name == name)?.Protected ?? name is "production" or "prod";

    private static async Task<string> EnvironmentOfAsync(ArchiveReference archive, CancellationToken cancellationToken)
    {
        await using var reader = await ArchiveReader.OpenAsync(archive, cancellationToken);
        return reader.Manifest.Environment;
    }

    private async Task<string?> ConfirmAsync(string environment, CancellationToken cancellationToken)
    {
        if (choice.Into is null || !choice.AllowProtected)
        {
            throw new FerryException(
                FailureKind.Refused, "sync.protected", $"{environment} is protected; nothing was changed.",
                "Ferry does not write to a protected environment without being told twice.",
                $"If you mean it: --into {choice.Into ?? environment} --allow-protected, and its name when asked (or --confirm {environment}).");
        }

        return choice.Confirm is null && context.Ask.Possible
            ? await context.Ask.TextAsync($"{environment} is protected. Type its name to write to it:", preset: null, cancellationToken)
            : choice.Confirm;
    }
}
