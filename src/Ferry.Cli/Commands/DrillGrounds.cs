using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Databases;
using Ferry.Environments;

namespace Ferry.Cli.Commands;

/// <summary>Opens the servers that a drill may make its scratch databases on. Engines that live in a file need none.</summary>
internal sealed class DrillGrounds(CliContext context, string? into, bool allowProtected)
{
    private const int Workers = 2;

    public async Task<T> RunAsync<T>(
        Manifest manifest, Func<IReadOnlyDictionary<string, DatabaseTarget>, CancellationToken, Task<T>> drill, CancellationToken cancellationToken)
    {
        var needed = manifest.Databases.Where(database => database.Form == BackupForm.Logical).Select(database => database.Key).ToList();
        if (needed.Count == 0)
        {
            return await drill(new Dictionary<string, DatabaseTarget>(), cancellationToken);
        }

        var project = await Project.LoadAsync(context, cancellationToken);
        var environment = project.Configuration.Environment(into);
        if (environment.Protected && !allowProtected)
        {
            throw Refuse(environment);
        }

        var targets = needed.Intersect(environment.DatabaseKeys, StringComparer.OrdinalIgnoreCase).ToDictionary(key => key, environment.ResolveDatabase);
        return await context.Gate.RunAsync(environment, targets, Workers, drill, cancellationToken);
    }

    private static FerryException Refuse(ResolvedEnvironment environment) => new(
        FailureKind.Refused, "drill.protected", $"The drill would run on the server of {environment.Name}, which is protected.",
        "A drill makes a scratch database, loads it, compares it and drops it again; that is work for the server.",
        $"Name another environment with --into, or add --allow-protected if {environment.Name} may do it.");
}
