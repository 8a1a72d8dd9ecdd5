using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Merging;

/// <summary>The SQL function that hashes values, exact to the storage class. Its results are only ever compared with its own.</summary>
internal static class CellsFunction
{
    public static void Register(Connection connection) => connection.Check(
        raw.sqlite3_create_function(connection.Handle, CellDialect.Function, -1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, Run));

    private static void Run(sqlite3_context context, object data, sqlite3_value[] values)
    {
        var text = new StringBuilder(values.Length * 8);
        foreach (var value in values)
        {
            text.Append(Hash(value).ToString("X8", CultureInfo.InvariantCulture));
        }

        raw.sqlite3_result_text(context, text.ToString());
    }

    private static uint Hash(sqlite3_value value)
    {
        var type = raw.sqlite3_value_type(value);
        Span<byte> number = stackalloc byte[sizeof(long)];
        switch (type)
        {
            case raw.SQLITE_INTEGER:
                BinaryPrimitives.WriteInt64LittleEndian(number, raw.sqlite3_value_int64(value));
                break;
            case raw.SQLITE_FLOAT:
                BinaryPrimitives.WriteDoubleLittleEndian(number, raw.sqlite3_value_double(value));
                break;
            case raw.SQLITE_NULL:
                number = [];
                break;
            default:
                return Hash(raw.sqlite3_value_blob(value), type);
        }

        return Hash(number, type);
    }

    // FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) of 64 bits, folded to 32. Never zero, which stands for no value at all.
    private static uint Hash(ReadOnlySpan<byte> bytes, int type)
    {
        var hash = (0xcbf29ce484222325 ^ (ulong)type) * 0x100000001b3;
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * 0x100000001b3;
        }

        var folded = (uint)(hash ^ (hash >> 32));
        return folded == 0 ? 1 : folded;
    }
}
