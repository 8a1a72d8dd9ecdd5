using System.Text;
using Ferry.Sqlite.Reading;
using SQLitePCL;

namespace Ferry.Sqlite.Tests.Reading;

public sealed class RowEncoderTests : IDisposable
{
    private readonly sqlite3 _database = Open();

    public void Dispose() => _database.Dispose();

    [Theory]
    [InlineData("-9223372036854775808", "I-9223372036854775808\n")]
    [InlineData("-0.1", "RBFB999999999999A\n")]
    [InlineData("char(9) || char(10)", "T\\t\\n\n")]
    [InlineData("x'00ff'", "B00FF\n")]
    [InlineData("NULL", "\\N\n")]
    public void A_value_is_written_whole_or_not_at_all_however_little_room_is_left(string value, string expected)
    {
        raw.sqlite3_prepare_v2(_database, $"SELECT {value}", out var statement).ShouldBe(raw.SQLITE_OK);
        using (statement)
        {
            var handle = statement.DangerousGetHandle();
            NativeColumns.Step(handle).ShouldBe(raw.SQLITE_ROW);

            var written = Enumerable.Range(0, 64).Select(room => Encode(handle, new byte[room])).ToList();

            written.Distinct().ShouldBe(["", expected]);
        }
    }

    private static string Encode(nint statement, byte[] buffer)
    {
        var encoder = new RowEncoder(buffer);
        encoder.TryAppendRow(statement, 1).ShouldBe(encoder.Length > 0);
        return Encoding.ASCII.GetString(encoder.Written.Span);
    }

    private static sqlite3 Open()
    {
        Batteries_V2.Init();
        raw.sqlite3_open(":memory:", out var database).ShouldBe(raw.SQLITE_OK);
        return database;
    }
}
