using CsCheck;
using Ferry.Schema;

namespace Ferry.Sqlite.Tests.Fidelity;

public sealed class RandomDatabaseTests
{
    private const int Databases = 25;

    [Fact]
    public async Task Copies_any_database_equal() => await RandomDatabase.Statements.SampleAsync(
        async statements =>
        {
            using var databases = await CopiedDatabase.OfAsync(statements);
            databases.ShouldBeEqual();
        },
        iter: Databases, threads: 1, print: statements => string.Join(";\n", statements));

    [Fact]
    public async Task Reads_any_database_and_its_copy_as_the_same_bytes() => await RandomDatabase.Statements.SampleAsync(
        async statements =>
        {
            using var databases = await CopiedDatabase.OfAsync(statements);
            foreach (var table in (await Sessions.CatalogAsync(databases.Source)).Tables)
            {
                (await Sessions.RowsAsync(databases.Copy, table.Name)).ShouldBe(await Sessions.RowsAsync(databases.Source, table.Name), table.Name);
            }
        },
        iter: Databases, threads: 1, print: statements => string.Join(";\n", statements));

    [Fact]
    public async Task Grafts_every_table_of_any_database_equal() => await RandomDatabase.Statements.SampleAsync(
        async statements =>
        {
            using var databases = await CopiedDatabase.OfAsync(statements);
            var image = databases.Copy;
            var tables = (await Sessions.CatalogAsync(image)).Tables.Select(table => table.Name).ToArray();
            var result = image + ".grafted";

            await Sessions.GraftAsync(databases.Source, image, result, tables);

            foreach (var table in tables)
            {
                (await Sessions.RowsAsync(result, table)).ShouldBe(await Sessions.RowsAsync(image, table), table);
            }

            Order(await Sessions.CatalogAsync(result)).ShouldBe(Order(await Sessions.CatalogAsync(image)));
        },
        iter: Databases, threads: 1, print: statements => string.Join(";\n", statements));

    private static IEnumerable<string> Order(Catalog catalog) =>
        catalog.Tables.Select(table => table.Ddl + string.Join('|', table.Attributes)).Concat(catalog.Objects.Select(item => item.Ddl)).Order(StringComparer.Ordinal);
}
