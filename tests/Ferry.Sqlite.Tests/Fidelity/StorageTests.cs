using System.Globalization;
using SQLitePCL;

namespace Ferry.Sqlite.Tests.Fidelity;

/// <summary>Values, storage classes and rowids (cases 4 to 7, 11, 12, 22).</summary>
public sealed class StorageTests
{
    [Fact]
    public async Task Case_04_Keeps_text_after_an_embedded_nul_and_invalid_utf8()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE t (x TEXT)",
            "INSERT INTO t VALUES (CAST(x'610062' AS TEXT)), (CAST(x'fffe80' AS TEXT)), (CAST(x'00' AS TEXT)), (''), (CAST(x'edb081' AS TEXT))");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT group_concat(hex(CAST(x AS BLOB)) || typeof(x)) FROM t").ShouldBe("610062text,FFFE80text,00text,text,EDB081text");
    }

    [Fact]
    public async Task Case_05_Keeps_every_bit_of_a_float()
    {
        double[] values = [5e-324, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.1 + 0.2, 9007199254740993d, 1e-310];
        using var databases = CopiedDatabase.Empty();
        using (var source = RawDatabase.Open(databases.Source))
        {
            source.Execute("CREATE TABLE t (r REAL, n NUMERIC, x)");
            foreach (var value in values)
            {
                raw.sqlite3_prepare_v2(source.Handle, "INSERT INTO t VALUES (?1, 9007199254740993, ?1)", out sqlite3_stmt insert).ShouldBe(raw.SQLITE_OK);
                raw.sqlite3_bind_double(insert, 1, value);
                raw.sqlite3_step(insert).ShouldBe(raw.SQLITE_DONE);
                insert.Dispose();
            }
        }

        await databases.CopyAsync();

        databases.ShouldBeEqual();
        databases.RowsOfCopy("SELECT x FROM t").ShouldBe(values.Select(value => $"2:{BitConverter.DoubleToInt64Bits(value).ToString(CultureInfo.InvariantCulture)}"));
        databases.OfCopy("SELECT DISTINCT n FROM t").ShouldBe("9007199254740993");
    }

    [Fact]
    public async Task Case_06_Keeps_the_storage_class_whatever_the_declared_type()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE t (i INTEGER, t TEXT, b BLOB, r REAL, d DATE)",
            "INSERT INTO t VALUES ('not a number', x'00ff', '12', '', 3), (1.5, 42, 42, 7, '2024-01-01'), (NULL, NULL, 1.0, x'', 1e300)",
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_schema SET sql = replace(sql, 'b BLOB', 'b INTEGER') WHERE name = 't'",
            "PRAGMA writable_schema = RESET");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT group_concat(typeof(i) || typeof(t) || typeof(b) || typeof(r) || typeof(d), ' ') FROM t")
            .ShouldBe("textblobtexttextinteger realtextintegerrealtext nullnullrealblobreal");
    }

    [Fact]
    public async Task Case_07_Keeps_the_rowids_of_tables_without_an_integer_primary_key()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE plain (x)",
            "INSERT INTO plain (rowid, x) VALUES (5, 'a'), (9, 'b'), (-3, 'c'), (9223372036854775807, 'd')",
            "CREATE TABLE quirk (id INTEGER PRIMARY KEY DESC, x)",
            "INSERT INTO quirk (rowid, id, x) VALUES (70, 7, 'a'), (80, 8, 'b')",
            "CREATE VIRTUAL TABLE docs USING fts5 (x, content = 'plain')",
            "INSERT INTO docs (docs) VALUES ('rebuild')",
            "DELETE FROM plain WHERE x = 'b'");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT group_concat(rowid) FROM (SELECT rowid FROM plain ORDER BY rowid)").ShouldBe("-3,5,9223372036854775807");
        databases.OfCopy("SELECT rowid FROM docs WHERE docs MATCH 'd'").ShouldBe("9223372036854775807");
    }

    [Fact]
    public async Task Case_11_Keeps_tables_without_rowid()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE t (a TEXT, b INTEGER, c BLOB, PRIMARY KEY (b DESC, a)) WITHOUT ROWID",
            "INSERT INTO t VALUES ('x', 1, x'00'), ('y', 2, NULL), ('x', 2, 'text')");

        databases.ShouldBeEqual();
        databases.RowsOfCopy("SELECT 1 FROM t").Count.ShouldBe(3);
    }

    [Fact]
    public async Task Case_12_Keeps_strict_tables_and_their_any_columns()
    {
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE t (i INT, t TEXT, b BLOB, r REAL, a ANY) STRICT",
            "INSERT INTO t VALUES (1, '1', x'31', 1.0, '000123'), (2, '2', x'32', 2.5, 123), (3, '', x'', 3, x'00')");

        databases.ShouldBeEqual();
        databases.OfCopy("SELECT group_concat(typeof(a) || a) FROM t WHERE i < 3").ShouldBe("text000123,integer123");
        databases.OfCopy("SELECT strict FROM pragma_table_list WHERE name = 't'").ShouldBe("1");
    }

    [Fact]
    public async Task Case_22_Keeps_a_very_large_value_and_a_very_wide_table()
    {
        var columns = string.Join(", ", Enumerable.Range(0, 1_999).Select(n => $"c{n}"));
        using var databases = await CopiedDatabase.OfAsync(
            "CREATE TABLE big (x)",
            "INSERT INTO big VALUES (zeroblob(20000000)), (replace(hex(zeroblob(5000000)), '0', 'é'))",
            $"CREATE TABLE wide ({columns})",
            $"INSERT INTO wide VALUES ({string.Join(", ", Enumerable.Range(0, 1_999))})");

        databases.OfCopy("SELECT group_concat(typeof(x) || length(x)) FROM big").ShouldBe("blob20000000,text10000000");
        databases.RowsOfCopy("SELECT * FROM wide").ShouldHaveSingleItem().ShouldEndWith("|1:1998");
    }
}
