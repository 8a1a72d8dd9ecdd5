using Ferry.Archives;

namespace Ferry.Cli.Output.Documents;

/// <summary>One database of a backup.</summary>
internal sealed record DatabaseDocument(
    string Key, string Engine, string Database, string Server, IdentityDocument Identity, ConsistencyDocument Consistency,
    long Rows, long Bytes, long StoredBytes, int Objects, IReadOnlyList<TableDocument> Tables)
{
    public static DatabaseDocument From(ManifestDatabase database) => new(
        database.Key,
        database.Engine,
        database.Database,
        $"{database.Server.Product} {database.Server.Version}",
        IdentityDocument.From(database.Server),
        ConsistencyDocument.From(database.Consistency),
        database.Rows,
        database.Image?.Bytes ?? database.Tables.Sum(table => table.Bytes),
        database.Image?.StoredBytes ?? database.Tables.SelectMany(table => table.Chunks).Sum(chunk => chunk.StoredBytes),
        database.Objects,
        [.. database.Tables.Select(TableDocument.From)]);

    public static IReadOnlyList<DatabaseDocument> From(Manifest manifest) => [.. manifest.Databases.Select(From)];
}
