using Ferry.Archives;
using Ferry.Environments;
using Ferry.Guards;

namespace Ferry.Cli.Hosting;

/// <summary>What the newest backup of each protected environment, and the one at hand, know of the servers that must not be written to.</summary>
internal static class ProtectedDatabases
{
    public static async Task<IReadOnlyList<ProtectedDatabase>> FindAsync(Project project, ArchiveReference archive, CancellationToken cancellationToken)
    {
        var known = new List<ProtectedDatabase>();
        known.AddRange(await ReadAsync(project, archive, cancellationToken));
        foreach (var environment in project.Configuration.Environments.Where(environment => environment.Protected))
        {
            var newest = (await project.ListAsync(environment.Name, destination: null, cancellationToken)).ElementAtOrDefault(0);
            known.AddRange(newest is null ? [] : await ReadAsync(project, newest.Archive, cancellationToken));
        }

        return [.. known.Distinct()];
    }

    private static async Task<IEnumerable<ProtectedDatabase>> ReadAsync(Project project, ArchiveReference archive, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = await ArchiveReader.OpenAsync(archive, cancellationToken);
            var manifest = reader.Manifest;
            return IsProtected(project.Configuration, manifest.Environment)
                ? manifest.Databases.Select(database => new ProtectedDatabase(manifest.Environment, database.Server))
                : [];
        }
        catch (FerryException exception) when (exception.Kind is FailureKind.Integrity or FailureKind.Unsupported or FailureKind.NotFound or FailureKind.Key)
        {
            // Only a guard looked at it. What is wrong with the archive that is to be restored, the restore itself says.
            return [];
        }
    }

    private static bool IsProtected(FerryConfiguration configuration, string environment) =>
        configuration.Environments.FirstOrDefault(known => known.Name == environment)?.Protected ?? ResolvedEnvironment.IsProtectedByName(environment);
}
