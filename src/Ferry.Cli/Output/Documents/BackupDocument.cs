using Ferry.Backup;

namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry backup</c>.</summary>
internal sealed record BackupDocument(
    string Name, string Location, string Application, string Environment, DateTimeOffset CreatedAt, double Seconds,
    long Rows, long Bytes, long StoredBytes, IReadOnlyList<DatabaseDocument> Databases, IReadOnlyList<FindingDocument> Warnings)
    : LineDocument("result")
{
    public static BackupDocument From(BackupResult result)
    {
        var databases = DatabaseDocument.From(result.Manifest);
        return new BackupDocument(
            result.Archive.ShortName, result.Location, result.Manifest.Application, result.Manifest.Environment, result.Manifest.CreatedAt,
            Math.Round(result.Duration.TotalSeconds, 3), databases.Sum(database => database.Rows), databases.Sum(database => database.Bytes),
            result.StoredBytes, databases, FindingDocument.From(result.Warnings));
    }
}
