using System.Text;
using SQLitePCL;

namespace Ferry.Sqlite.Tests;

/// <summary>The plain library, so that tests make and inspect databases without the code under test.</summary>
internal sealed class RawDatabase : IDisposable
{
    private RawDatabase(sqlite3 handle) => Handle = handle;

    public sqlite3 Handle { get; }

    public static RawDatabase Open(string path)
    {
        Batteries_V2.Init();
        raw.sqlite3_open_v2(path, out var handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, null).ShouldBe(raw.SQLITE_OK);
        raw.sqlite3_busy_timeout(handle, 10_000);
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_DQS_DDL, 1, out _);
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_DQS_DML, 1, out _);
        raw.sqlite3_db_config(handle, raw.SQLITE_DBCONFIG_ENABLE_FKEY, 0, out _);
        var database = new RawDatabase(handle);
        database.Execute("PRAGMA synchronous = OFF");
        return database;
    }

    public void Execute(string sql)
    {
        var result = raw.sqlite3_exec(Handle, sql, null, null, out var message);
        if (result != raw.SQLITE_OK)
        {
            throw new InvalidOperationException($"{sql}: {result} {message}");
        }
    }

    /// <summary>All rows, each value as its storage class and its bytes in hexadecimal, floats by their bits.</summary>
    public IReadOnlyList<string> Rows(string sql)
    {
        raw.sqlite3_prepare_v2(Handle, sql, out sqlite3_stmt statement).ShouldBe(raw.SQLITE_OK, $"{sql}: {raw.sqlite3_errmsg(Handle).utf8_to_string()}");
        using (statement)
        {
            var rows = new List<string>();
            int result;
            while ((result = raw.sqlite3_step(statement)) == raw.SQLITE_ROW)
            {
                rows.Add(string.Join('|', Enumerable.Range(0, raw.sqlite3_column_count(statement)).Select(column => Value(statement, column))));
            }

            result.ShouldBe(raw.SQLITE_DONE, sql);
            return rows;
        }
    }

    /// <summary>The first value as text.</summary>
    public string Text(string sql)
    {
        raw.sqlite3_prepare_v2(Handle, sql, out sqlite3_stmt statement).ShouldBe(raw.SQLITE_OK, $"{sql}: {raw.sqlite3_errmsg(Handle).utf8_to_string()}");
        using (statement)
        {
            raw.sqlite3_step(statement).ShouldBe(raw.SQLITE_ROW);
            return raw.sqlite3_column_text(statement, 0).utf8_to_string();
        }
    }

    public void Dispose() => Handle.Dispose();

    private static string Value(sqlite3_stmt statement, int column)
    {
        var type = raw.sqlite3_column_type(statement, column);
        var builder = new StringBuilder().Append(type).Append(':');
        return (type switch
        {
            raw.SQLITE_INTEGER => builder.Append(raw.sqlite3_column_int64(statement, column)),
            raw.SQLITE_FLOAT => builder.Append(BitConverter.DoubleToInt64Bits(raw.sqlite3_column_double(statement, column))),
            _ => builder.Append(Convert.ToHexString(raw.sqlite3_column_blob(statement, column))),
        }).ToString();
    }
}
