using System.Globalization;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Testing.Memory;

internal sealed class MemoryReader(MemoryProvider provider, MemoryDatabase database) : IChunkReader
{
    // Odd, so that blocks end inside rows; small, unless a test is about size.
    private static int Block(byte[] bytes) => bytes.Length < 10000 ? 7 : 65521;

    public async ValueTask ReadAsync(Table table, ChunkRange range, Stream rows, CancellationToken cancellationToken)
    {
        await provider.Before($"read {table.Name}", cancellationToken).ConfigureAwait(false);
        var bounds = range.Where!.Split(' ').Select(bound => int.Parse(bound, CultureInfo.InvariantCulture)).ToArray();
        var bytes = provider.Alter(table.Name, database.Tables[table.Name][bounds[0]..bounds[1]]);
        for (var offset = 0; offset < bytes.Length; offset += Block(bytes))
        {
            await rows.WriteAsync(bytes.AsMemory(offset, Math.Min(Block(bytes), bytes.Length - offset)), cancellationToken).ConfigureAwait(false);
        }
    }
}
