using Ferry.Archives;
using Ferry.Cli.Hosting;
using Ferry.Databases;
using Ferry.Environments;

namespace Ferry.Cli.Commands;

/// <summary>Finds the servers that a drill may make its scratch databases on. Engines that live in a file need none.</summary>
internal sealed class DrillGrounds(CliContext context, string? into, bool allowProtected)
{
    public async Task<IReadOnlyDictionary<string, DatabaseTarget>> FindAsync(Manifest manifest, CancellationToken cancellationToken)
    {
        var needed = manifest.Databases.Where(database => database.Form == BackupForm.Logical).Select(database => database.Key).ToList();
        if (needed.Count == 0)
        {
            return new Dictionary<string, DatabaseTarget>();
        }

        var project = await Project.LoadAsync(context, cancellationToken);
        var environment = project.Configuration.Environment(into);
        return environment.Protected && !allowProtected
            ? throw Refuse(environment)
            : needed.Intersect(environment.DatabaseKeys, StringComparer.OrdinalIgnoreCase).ToDictionary(key => key, environment.ResolveDatabase);
    }

    private static FerryException Refuse(ResolvedEnvironment environment) => new(
        FailureKind.Refused, "drill.protected", $"The drill would run on the server of {environment.Name}, which is protected.",
        "A drill makes a scratch database, loads it, compares it and drops it again; that is work for the server.",
        $"Name another environment with --into, or add --allow-protected if {environment.Name} may do it.");
}
