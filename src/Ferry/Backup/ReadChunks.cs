using Ferry.Archives;

namespace Ferry.Backup;

/// <summary>The chunks that the readers of one database have written so far.</summary>
/// <remarks>Most tables are one chunk: of many thousand tables, a collection for each that takes no lock would weigh more than the chunks.</remarks>
internal sealed class ReadChunks
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(int Number, IReadOnlyList<ManifestChunk> Chunks)>> _tables = new(StringComparer.Ordinal);

    /// <summary>Keeps the chunks of one range of a table.</summary>
    public void Add(string table, int number, IReadOnlyList<ManifestChunk> chunks)
    {
        if (chunks.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            if (!_tables.TryGetValue(table, out var ranges))
            {
                _tables.Add(table, ranges = new(1));
            }

            ranges.Add((number, chunks));
        }
    }

    /// <summary>The chunks of a table in the order of their ranges.</summary>
    public IReadOnlyList<ManifestChunk> Of(string table)
    {
        lock (_gate)
        {
            return !_tables.TryGetValue(table, out var ranges) ? []
                : ranges.Count == 1 ? ranges[0].Chunks
                : [.. ranges.OrderBy(range => range.Number).SelectMany(range => range.Chunks)];
        }
    }
}
