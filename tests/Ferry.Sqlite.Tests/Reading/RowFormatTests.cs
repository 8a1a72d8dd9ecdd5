using System.Text;

namespace Ferry.Sqlite.Tests.Reading;

public sealed class RowFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => _folder.File("app.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Writes_each_storage_class_with_its_letter()
    {
        TemporaryFolder.Execute(
            Path, "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c, d)",
            "INSERT INTO t VALUES (-9223372036854775808, 1.5, 'text', x'00ff', NULL), (9223372036854775807, -0.0, '', x'', 'NULL'), (0, '1', 1, 1.0, '\\N')");

        var rows = await Sessions.RowsAsync(Path, "t");

        rows.ShouldBe(
            "I-9223372036854775808\tR3FF8000000000000\tTtext\tB00FF\t\\N\n"
            + "I0\tT1\tI1\tR3FF0000000000000\tT\\\\N\n"
            + "I9223372036854775807\tR8000000000000000\tT\tB\tTNULL\n");
    }

    [Fact]
    public async Task Escapes_tab_line_feed_and_backslash_and_nothing_else()
    {
        TemporaryFolder.Execute(Path, "CREATE TABLE t (id INTEGER PRIMARY KEY, x)", "INSERT INTO t VALUES (1, CAST(x'00090a0d5c08ff' AS TEXT))");

        (await Sessions.RowsAsync(Path, "t")).ShouldBe("I1\tT\0\\t\\n\r\\\\\b\u00ff\n");
    }

    [Fact]
    public async Task Starts_with_the_rowid_only_where_no_column_holds_it()
    {
        TemporaryFolder.Execute(
            Path, "CREATE TABLE plain (x)", "INSERT INTO plain (rowid, x) VALUES (41, 'a')",
            "CREATE TABLE keyed (x, id INTEGER PRIMARY KEY)", "INSERT INTO keyed VALUES ('a', 42)",
            "CREATE TABLE quirk (id INTEGER PRIMARY KEY DESC)", "INSERT INTO quirk (rowid, id) VALUES (43, 1)",
            "CREATE TABLE bare (x PRIMARY KEY) WITHOUT ROWID", "INSERT INTO bare VALUES (44)",
            "CREATE TABLE hides (rowid, x)", "INSERT INTO hides (_rowid_, rowid, x) VALUES (45, 'r', 'x')",
            "CREATE TABLE hides_all (rowid, oid, _rowid_)", "INSERT INTO hides_all VALUES (1, 2, 3)");

        (await Sessions.RowsAsync(Path, "plain")).ShouldBe("I41\tTa\n");
        (await Sessions.RowsAsync(Path, "keyed")).ShouldBe("Ta\tI42\n");
        (await Sessions.RowsAsync(Path, "quirk")).ShouldBe("I43\tI1\n");
        (await Sessions.RowsAsync(Path, "bare")).ShouldBe("I44\n");
        (await Sessions.RowsAsync(Path, "hides")).ShouldBe("I45\tTr\tTx\n");
        (await Sessions.RowsAsync(Path, "hides_all")).ShouldBe("I1\tI2\tI3\n");
    }

    [Fact]
    public async Task Leaves_out_generated_columns()
    {
        TemporaryFolder.Execute(Path, "CREATE TABLE t (id INTEGER PRIMARY KEY, v AS (id * 2), s AS (id * 3) STORED, x)", "INSERT INTO t (id, x) VALUES (1, 'x')");

        (await Sessions.RowsAsync(Path, "t")).ShouldBe("I1\tTx\n");
    }

    [Theory]
    [InlineData("UTF-16le")]
    [InlineData("UTF-16be")]
    public async Task Writes_text_as_utf8_whatever_the_encoding_of_the_database(string encoding)
    {
        TemporaryFolder.Execute(Path, $"PRAGMA encoding = '{encoding}'", "CREATE TABLE t (id INTEGER PRIMARY KEY, x)", "INSERT INTO t VALUES (1, 'é😀' || char(0) || 'z')");

        var rows = await Sessions.RowsAsync(Path, "t");

        Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(rows)).ShouldBe("I1\tTé😀\0z\n");
    }

    [Fact]
    public async Task Writes_values_longer_than_the_buffer_whole()
    {
        TemporaryFolder.Execute(
            Path, "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b, c)",
            "INSERT INTO t VALUES (1, replace(hex(zeroblob(500000)), '00', 'a' || char(9)), randomblob(700001), 'end'), (2, 'x', zeroblob(300000), 'y')");

        var rows = (await Sessions.RowsAsync(Path, "t")).Split('\n');

        using var database = RawDatabase.Open(Path);
        rows.Length.ShouldBe(3);
        rows[0].Split('\t').ShouldBe(["I1", "T" + string.Concat(Enumerable.Repeat("a\\t", 500_000)), "B" + database.Text("SELECT hex(b) FROM t WHERE id = 1"), "Tend"]);
        rows[1].Split('\t').ShouldBe(["I2", "Tx", "B" + new string('0', 600_000), "Ty"]);
    }
}
