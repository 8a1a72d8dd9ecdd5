using Ferry.Archives;
using Ferry.Databases;

namespace Ferry.Restore;

/// <summary>What is refused before anything is looked at: protected targets without their name, and names that do not exist.</summary>
internal static class RestoreGuards
{
    public static void Demand(RestoreRequest request, Manifest manifest)
    {
        if (request.Protected && !string.Equals(request.Confirmation, request.Environment, StringComparison.Ordinal))
        {
            throw new FerryException(
                FailureKind.Refused, "restore.protected", $"Environment '{request.Environment}' is protected; nothing was changed.",
                "Ferry does not write to a protected environment without being told twice.",
                $"If you mean it: --into {request.Environment} --allow-protected --confirm {request.Environment}");
        }

        if (request.Database is { } key && manifest.Databases.All(database => database.Key != key))
        {
            throw NotFound("restore.no-database", $"The backup has no database '{key}'.", manifest.Databases.Select(database => database.Key));
        }

        var tables = Select(request, manifest).SelectMany(database => database.Tables).Select(table => table.Name).ToHashSet(StringComparer.Ordinal);
        if (request.Tables.FirstOrDefault(table => !tables.Contains(table)) is { } missing)
        {
            throw NotFound("restore.no-table", $"The backup has no table '{missing}'.", tables.Order(StringComparer.Ordinal));
        }
    }

    public static IEnumerable<ManifestDatabase> Select(RestoreRequest request, Manifest manifest) =>
        manifest.Databases.Where(database => request.Database is null || database.Key == request.Database);

    public static DatabaseTarget TargetOf(RestoreRequest request, ManifestDatabase database)
    {
        var target = request.Targets.GetValueOrDefault(database.Key)
            ?? throw new FerryException(
                FailureKind.Usage, "restore.no-target", $"Environment '{request.Environment}' has no database '{database.Key}' to restore into.",
                $"It has {(request.Targets.Count == 0 ? "none" : string.Join(", ", request.Targets.Keys))}.",
                "Add it to the configuration, or pick one database with --database.");
        return string.Equals(target.Engine, database.Engine, StringComparison.OrdinalIgnoreCase)
            ? target
            : throw new FerryException(
                FailureKind.Unsupported, "restore.other-engine", $"Database '{database.Key}' is {database.Engine}, its target is {target.Engine}.",
                "A backup is restored into the engine it came from.", "Choose a target of the same engine with --into.");
    }

    private static FerryException NotFound(string code, string message, IEnumerable<string> known) => new(
        FailureKind.NotFound, code, message, $"It has {string.Join(", ", known.Take(20))}.", "Run 'ferry show' to see what is inside.");
}
