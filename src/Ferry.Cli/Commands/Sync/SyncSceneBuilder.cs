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
        var choosing = new SyncSourceChoice(context, choice, project, target);
        if (choice.Backup is { } backup)
        {
            var (archive, environment) = await choosing.ArchiveAsync(backup, cancellationToken);
            var copy = new SyncSource
            {
                Environment = environment, Archive = archive, Protected = Configured(environment, project)?.Protected ?? environment is "production" or "prod",
            };
            return await SceneAsync(project, null, target, copy, safetyBackup, cancellationToken);
        }

        var source = project.Configuration.Environment(await choosing.NameAsync(cancellationToken));
        string[] keys = choice.Database is { } key ? [key] : [];
        var databases = source.ResolveDatabases(keys).ToDictionary(pair => pair.Key, pair => pair.Value.ForBackup(), StringComparer.OrdinalIgnoreCase);
        var live = new SyncSource { Environment = source.Name, Protected = source.Protected, Databases = databases };
        return await SceneAsync(project, source, target, live, safetyBackup, cancellationToken);
    }

    /// <summary>For a job that knows the source by name only: what is remembered of it lies in the target.</summary>
    /// <param name="source">The source's name; null for the one that was typed, or the only other one.</param>
    /// <param name="safetyBackup">Whether a backup is made before the first write.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<SyncScene> RememberedAsync(string? source, bool safetyBackup, CancellationToken cancellationToken)
    {
        var project = await Project.LoadAsync(context, cancellationToken);
        var target = project.Configuration.Environment(choice.Into);
        var name = source is null ? await new SyncSourceChoice(context, choice, project, target).NameAsync(cancellationToken) : Configured(source, project)?.Name ?? source;
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
            RowsPerTransaction = target.Options.Sync.RowsPerTransaction,
            Masks = masks,
            MaskKey = masks.IsEmpty ? null : target.ResolveMaskKey() ?? await MaskKeyFile.OpenAsync(project.Configuration.BaseDirectory, cancellationToken),
            Attended = choice.Attended,
            SafetyDestination = safetyBackup ? Project.Storage(target.Destinations.Find()) : null,
            Application = project.Configuration.Application,
            Workers = (source ?? target).Options.Backup.Workers,
            LockTimeout = (source ?? target).Options.Backup.LockTimeout,
        };
        return new SyncScene(context, source, target, project.Configuration, request);
    }

    // A backup may be of an environment that is not configured here; what is remembered lies under the name as it is.
    private static ResolvedEnvironment? Configured(string name, Project project) =>
        project.Configuration.Environments.FirstOrDefault(environment => string.Equals(environment.Name, name, StringComparison.OrdinalIgnoreCase));

    private async Task<string?> ConfirmAsync(string environment, CancellationToken cancellationToken)
    {
        if (choice.Into is null || !choice.AllowProtected)
        {
            throw new FerryException(
                FailureKind.Refused, "sync.protected", $"{environment} is protected; nothing was changed.",
                "Ferry does not write to a protected environment without being told twice.",
                $"If you mean it: {(choice.Into is null ? $"--into {environment} " : "")}--allow-protected, and its name when asked (or --confirm {environment}).");
        }

        return choice.Confirm is null && context.Ask.Possible
            ? await context.Ask.TextAsync($"{environment} is protected. Type its name to write to it:", preset: null, cancellationToken)
            : choice.Confirm;
    }
}
