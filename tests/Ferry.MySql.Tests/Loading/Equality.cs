using System.Text;
using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Loading;

/// <summary>Compares two databases: definitions, saved sessions, and rows as bytes.</summary>
internal static class Equality
{
    public static async Task ShouldHoldAsync(TestDatabase source, string copy) =>
        await ShouldHoldAsync(await RestoredCopy.SourceAsync(source), source, copy);

    public static async Task ShouldHoldAsync((Catalog Catalog, Dictionary<string, MemoryStream> Rows) source, TestDatabase server, string copy)
    {
        var (expected, rows) = source;
        var (actual, copied) = await RestoredCopy.ReadAsync(server, copy);
        actual.Charset.ShouldBe(expected.Charset);
        actual.Collation.ShouldBe(expected.Collation);
        actual.Tables.Select(table => table.Ddl.Replace(copy, expected.Database, StringComparison.Ordinal)).ShouldBe(expected.Tables.Select(table => table.Ddl));
        actual.Objects.Select(item => item.Ddl.Replace(copy, expected.Database, StringComparison.Ordinal)).ShouldBe(expected.Objects.Select(item => item.Ddl));
        actual.Objects.Select(item => item.Session).ShouldBe(expected.Objects.Select(item => item.Session));
        actual.Objects.Select(item => item.Attributes.GetValueOrDefault("next")).ShouldBe(expected.Objects.Select(item => item.Attributes.GetValueOrDefault("next")));
        copied.Keys.ShouldBe(rows.Keys);
        foreach (var table in rows.Keys)
        {
            Encoding.Latin1.GetString(copied[table].ToArray()).ShouldBe(Encoding.Latin1.GetString(rows[table].ToArray()), table);
        }
    }
}
