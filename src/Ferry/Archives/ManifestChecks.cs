using System.Text.Json;

namespace Ferry.Archives;

/// <summary>Reads a manifest from bytes that may be anybody's: format first, then structure, then sums that must agree.</summary>
internal static class ManifestChecks
{
    public static Manifest Parse(string name, byte[] json)
    {
        try
        {
            DemandFormat(name, json);
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.Manifest)
                ?? throw ArchiveFault.Damaged(name, "Its manifest is empty.");
            DemandSums(manifest);
            return manifest;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or OverflowException or InvalidOperationException)
        {
            throw ArchiveFault.Damaged($"{name}, its manifest cannot be read", exception.Message, exception);
        }
    }

    private static void DemandFormat(string name, byte[] json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
        if (!document.RootElement.TryGetProperty("format", out var property) || !property.TryGetInt32(out var format))
        {
            throw ArchiveFault.NotAnArchive(name, "Its manifest names no format.");
        }

        if (format is < 1 or > Manifest.CurrentFormat)
        {
            throw ArchiveFault.Format(name, format);
        }
    }

    private static void DemandSums(Manifest manifest)
    {
        foreach (var table in manifest.Databases.SelectMany(database => database.Tables).Where(table => table.Chunks.Count > 0))
        {
            var sum = table.Chunks.Aggregate(default(RowDigest), (sum, chunk) => sum.Add(RowDigest.Parse(chunk.Rows, chunk.Digest)));
            if (sum != RowDigest.Parse(table.Rows, table.Digest) || table.Chunks.Sum(chunk => chunk.Bytes) != table.Bytes)
            {
                throw ArchiveFault.Damaged($"the manifest's entry of table {table.Name}", "Its chunks do not add up to the table.");
            }
        }
    }
}
