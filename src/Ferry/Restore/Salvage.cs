using Ferry.Archives;

namespace Ferry.Restore;

/// <summary>Finds which tables of a damaged archive are whole, so that they can be restored without the others.</summary>
internal static class Salvage
{
    /// <summary>Says of a table that it was left out.</summary>
    public const string Code = "restore.table-damaged";

    /// <summary>Reads every stored byte of some tables.</summary>
    /// <returns>The damaged ones, each with what is wrong.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Integrity"/> when nothing can be had: all of them are damaged, or their definitions, or the one file that the database is kept as.</exception>
    public static async Task<IReadOnlyList<(string Name, Finding Finding)>> FindAsync(
        ArchiveReader archive, ManifestDatabase database, IReadOnlyList<ManifestTable> tables, CancellationToken cancellationToken)
    {
        await DemandFoundationAsync(archive, database, cancellationToken).ConfigureAwait(false);
        var damaged = new List<(string Name, Finding Finding)>();
        foreach (var table in tables)
        {
            if (await DamageOfAsync(archive, table, cancellationToken).ConfigureAwait(false) is { } damage)
            {
                damaged.Add((table.Name, new(
                    FindingSeverity.Warning, Code, $"Table {table.Name} of '{database.Key}' is damaged in the archive and is left out. {damage}",
                    "What is in the target under this name stays. Look for it in another backup: ferry list")));
            }
        }

        return damaged.Count == 0 || damaged.Count < tables.Count ? damaged : throw Nothing(database, "Every table that was asked for is damaged.");
    }

    private static async Task<string?> DamageOfAsync(ArchiveReader archive, ManifestTable table, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var chunk in table.Chunks)
            {
                await archive.ProveMemberAsync(chunk.Path, chunk.StoredBytes, chunk.Sha256, chunk.Path, cancellationToken).ConfigureAwait(false);
            }

            return null;
        }
        catch (FerryException exception) when (exception.Kind == FailureKind.Integrity)
        {
            return exception.Message;
        }
    }

    // What no table can do without: the file that a database is kept as, or the definitions of its tables.
    private static async Task DemandFoundationAsync(ArchiveReader archive, ManifestDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            if (database.Image is { } image)
            {
                await archive.ProveMemberAsync(image.Path, image.StoredBytes, image.Sha256, image.Path, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await archive.ReadCatalogAsync(database, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (FerryException exception) when (exception.Kind == FailureKind.Integrity)
        {
            var lost = database.Image is null ? "The definitions of its tables are damaged" : "It is kept as one file, and that file is damaged";
            throw Nothing(database, $"{lost}: {exception.Message}", exception);
        }
    }

    private static FerryException Nothing(ManifestDatabase database, string reason, Exception? inner = null) => new(
        FailureKind.Integrity, "archive.damaged", $"Nothing of '{database.Key}' can be salvaged.", reason, "Use another backup: ferry list", inner);
}
