using System.Buffers.Text;
using System.IO.Hashing;
using Ferry.Detection;
using Ferry.Schema;
using Ferry.Sqlite.Schema;

namespace Ferry.Sqlite.Detection;

/// <summary>Digests rows of the row format, which is exact to the storage class: no two rows look the same in it.</summary>
internal sealed class RowTally(Table table, LeafLayout layout, LeafKey key) : LeafTallyStream
{
    private readonly int _keyField = KeyField(table);
    private readonly long _seed = unchecked((long)(key.High ^ ulong.RotateLeft(key.Low, 1)));

    protected override ulong Hash(ReadOnlySpan<byte> row, out long leaf, out uint weight)
    {
        (leaf, weight) = (0, 0);
        if (layout.Kind == LeafKind.Integer)
        {
            var rowid = Rowid(row);
            (leaf, weight) = (layout.LeafOf(rowid), LeafLayout.WeightOf(rowid));
        }

        return XxHash3.HashToUInt64(row, _seed);
    }

    private static int KeyField(Table table) => table.ChunkKey is not [var key] || table.Attributes.ContainsKey(TableAttributes.HiddenRowid)
        ? 0
        : table.Columns.Where(column => !column.Generated).TakeWhile(column => column.Name != key).Count();

    private long Rowid(ReadOnlySpan<byte> row)
    {
        for (var field = 0; field < _keyField; field++)
        {
            row = row[(row.IndexOf((byte)'\t') + 1)..];
        }

        // The letter of an integer comes first.
        return row.Length > 1 && Utf8Parser.TryParse(row[1..], out long rowid, out _)
            ? rowid
            : throw new FerryException(FailureKind.Bug, "sqlite.rowid-missing", $"A row of table {table.Name} has no rowid.");
    }
}
