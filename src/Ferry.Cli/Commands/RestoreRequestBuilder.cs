using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Databases;
using Ferry.Environments;
using Ferry.Restore;
using Ferry.Storage;
using Spectre.Console;

namespace Ferry.Cli.Commands;

/// <summary>Turns a choice into a request: finds the target and guards what is protected.</summary>
internal sealed class RestoreRequestBuilder(CliContext context, RestoreChoice choice, ArchiveReference archive)
{
    // Holds the target that a URL names, among the environments of the configuration.
    private const string UrlEnvironment = "into-url";

    /// <summary>The request, and the environment that its targets are reached as.</summary>
    public Task<(ResolvedEnvironment Environment, RestoreRequest Request)> BuildAsync(CancellationToken cancellationToken) =>
        choice.IntoUrl ? ForUrlAsync(choice.Into!, cancellationToken) : ForEnvironmentAsync(cancellationToken);

    private async Task<(ResolvedEnvironment Environment, RestoreRequest Request)> ForEnvironmentAsync(CancellationToken cancellationToken)
    {
        var project = await Project.LoadAsync(context, cancellationToken);
        var environment = project.Configuration.Environment(choice.Into);
        var confirmation = environment.Protected ? await ConfirmAsync(environment.Name, cancellationToken) : Insisted;
        var targets = environment.ResolveDatabases(choice.Database is { } key ? [key] : []);
        return (environment, await RequestAsync(project, environment, targets, cancellationToken) with
        {
            Environment = environment.Name,
            Protected = environment.Protected,
            Confirmation = confirmation,
        });
    }

    private async Task<(ResolvedEnvironment Environment, RestoreRequest Request)> ForUrlAsync(string url, CancellationToken cancellationToken)
    {
        var key = choice.Database ?? await OnlyDatabaseAsync(cancellationToken);
        var project = await Project.LoadAsync(
            context, cancellationToken, new ConfigurationOverride($"Environments:{UrlEnvironment}:Databases:{key}", FromHere(url), "--into"));
        var environment = project.Configuration.Environment(UrlEnvironment);
        var target = environment.ResolveDatabase(key);
        if (target.Password is not null && choice.TypedInto("", "") != url)
        {
            context.Output.Message(new Markup("[yellow]![/] A password on the command line is in the list of processes for others to read; use --into env:NAME."));
        }

        var owner = await project.ProtectedOwnerAsync(target, context.Host.Providers, cancellationToken);
        var confirmation = owner is null ? Insisted : await ConfirmAsync(owner.Name, cancellationToken);
        return (environment, await RequestAsync(project, environment, new Dictionary<string, DatabaseTarget> { [key] = target }, cancellationToken) with
        {
            Environment = owner?.Name ?? target.Name,
            Protected = owner is not null,
            Confirmation = confirmation,
        });
    }

    // The name of a protected environment that only the target's server, once it was asked, turns out to be.
    private string? Insisted => choice.AllowProtected ? choice.Confirm : null;

    private async Task<RestoreRequest> RequestAsync(
        Project project, ResolvedEnvironment environment, IReadOnlyDictionary<string, DatabaseTarget> targets, CancellationToken cancellationToken) => new()
    {
        Archive = archive,
        Targets = targets,
        Environment = environment.Name,
        ProtectedDatabases = await ProtectedDatabases.FindAsync(project, archive, cancellationToken),
        Database = choice.Database,
        Tables = choice.Tables,
        Salvage = choice.Salvage,
        SafetyDestination = SafetyDestination(environment.Destinations),
        Application = project.Configuration.Application,
        Workers = environment.Options.Restore.Workers,
    };

    // Where several destinations are configured and none is chosen, the backup's own place is the natural one.
    private IStorage SafetyDestination(DestinationSet destinations) =>
        destinations.Chosen is null && destinations.All.Count > 1 ? archive.Storage : Project.Storage(destinations.Find());

    private async Task<string> OnlyDatabaseAsync(CancellationToken cancellationToken)
    {
        await using var reader = await ArchiveReader.OpenAsync(archive, cancellationToken);
        var keys = reader.Manifest.Databases.Select(database => database.Key).ToList();
        return keys.Count == 1
            ? keys[0]
            : throw new FerryException(
                FailureKind.Usage, "restore.which-database", "The URL is one database, the backup holds several.",
                $"It holds {string.Join(", ", keys)}.", "Name one with --database.");
    }

    private async Task<string?> ConfirmAsync(string environment, CancellationToken cancellationToken)
    {
        if (choice.Into is null || !choice.AllowProtected)
        {
            throw new FerryException(
                FailureKind.Refused, "restore.protected", $"{environment} is protected; nothing was changed.",
                "Ferry does not write to a protected environment without being told twice.",
                $"If you mean it: --into {choice.Into ?? environment} --allow-protected, and its name when asked (or --confirm {environment}).");
        }

        return choice.Confirm is null && context.Ask.Possible
            ? await context.Ask.TextAsync($"{environment} is protected. Type its name to write to it:", preset: null, cancellationToken)
            : choice.Confirm;
    }

    // A path on the command line counts from the folder it was typed in, not from the configuration's.
    private string FromHere(string url)
    {
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        return url.StartsWith("sqlite", StringComparison.OrdinalIgnoreCase)
            ? $"{url[..colon]}:{Path.GetFullPath(url[(colon + 1)..], context.Host.WorkingDirectory)}"
            : url;
    }
}
