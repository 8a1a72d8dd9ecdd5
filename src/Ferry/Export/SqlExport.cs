using System.Text;
using Ferry.Archives;
using Ferry.Loading;
using Ferry.Schema;

namespace Ferry.Export;

/// <summary>Writes a backup as one SQL script that the engine's stock client loads.</summary>
/// <param name="providers">The engines.</param>
public sealed class SqlExport(ProviderRegistry providers)
{
    /// <summary>Writes one database of an archive.</summary>
    /// <param name="reference">Which archive.</param>
    /// <param name="key">Which database; null when the archive has only one.</param>
    /// <param name="sql">Receives UTF-8 script text.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Rows written.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a key is needed, <see cref="FailureKind.Unsupported"/> for engines without
    /// scripts, <see cref="FailureKind.Integrity"/> for a damaged archive.</exception>
    public async Task<long> RunAsync(ArchiveReference reference, string? key, Stream sql, CancellationToken cancellationToken)
    {
        var archive = await ArchiveReader.OpenAsync(reference, cancellationToken).ConfigureAwait(false);
        await using var closing = archive.ConfigureAwait(false);
        var database = Pick(archive.Manifest, key);
        var scripter = providers.For(database.Engine).Scripter
            ?? throw new FerryException(
                FailureKind.Unsupported, "export.no-script", $"Database '{database.Key}' is one {database.Engine} file, not rows and statements.",
                "The archive holds the file itself.", $"Unpack it: unzip ARCHIVE '{database.Image?.Path}', then zstd -d.");
        var catalog = await archive.ReadCatalogAsync(database, cancellationToken).ConfigureAwait(false);
        await WriteAsync(archive, database, catalog, scripter, sql, cancellationToken).ConfigureAwait(false);
        return database.Rows;
    }

    private static ManifestDatabase Pick(Manifest manifest, string? key) =>
        manifest.Databases.SingleOrDefault(database => key is null ? manifest.Databases.Count == 1 : database.Key == key)
        ?? throw new FerryException(
            key is null ? FailureKind.Usage : FailureKind.NotFound, "export.which-database",
            key is null ? "The backup holds several databases." : $"The backup has no database '{key}'.",
            $"It has {string.Join(", ", manifest.Databases.Select(database => database.Key))}.", "Name one with --database.");

    private static async Task WriteAsync(
        ArchiveReader archive, ManifestDatabase database, Catalog catalog, IRestoreScripter scripter, Stream sql, CancellationToken cancellationToken)
    {
        var script = scripter.Write(catalog, new RestoreScriptOptions(catalog.Database));
        var before = script.Statements.Where(statement => statement.Phase <= RestorePhase.Tables).Select(scripter.ClientText);
        var after = script.Statements.Where(statement => statement.Phase > RestorePhase.Tables).Select(scripter.ClientText);
        await WriteAsync(sql, scripter.SessionStatements().Select(statement => $"{statement};\n").Concat(before), cancellationToken).ConfigureAwait(false);
        var chunks = database.Tables.ToDictionary(table => table.Name, table => table.Chunks, StringComparer.Ordinal);
        foreach (var table in catalog.Tables)
        {
            var rows = new TableRowsStream(archive, table.Name, chunks[table.Name]);
            await using var closing = rows.ConfigureAwait(false);
            await scripter.WriteInsertsAsync(table, rows, sql, cancellationToken).ConfigureAwait(false);
        }

        await WriteAsync(sql, after, cancellationToken).ConfigureAwait(false);
        await sql.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(Stream sql, IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        foreach (var text in texts)
        {
            await sql.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        }
    }
}
