using Ferry.Schema;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Providers;

public abstract partial class ProviderConformance
{
    /// <summary>The catalog names every table with its columns and every view, with DDL.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_tables_columns_and_views()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var catalog = await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false);

        catalog.Engine.ShouldBe(Provider.Engine);
        catalog.Tables.Select(table => table.Name).Order(StringComparer.Ordinal).ShouldBe(["numbers", "people", "vacancies"]);
        var people = catalog.Tables.Single(table => table.Name == "people");
        people.Ddl.ShouldContain("people");
        people.Columns.Select(column => column.Name).ShouldBe(["id", "name", "town"]);
        people.Columns[1].Type.ShouldStartWith("varchar(100)", Case.Insensitive);
        people.Columns[1].Nullable.ShouldBeTrue();
        people.Columns.ShouldAllBe(column => !column.Generated);
        people.ChunkKey.ShouldBe(["id"]);
        catalog.Objects.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            view => view.Kind.ShouldBe(ObjectKind.View), view => view.Name.ShouldBe("named"), view => view.Ddl.ShouldContain("people"));
        catalog.Omissions.ShouldBeEmpty();
    }

    /// <summary>Two readings of an unchanged database are equal in every DDL and column.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_the_same_catalog_twice()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var first = await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false);
        var second = await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false);

        second.Tables.Select(table => (table.Name, table.Ddl)).ShouldBe(first.Tables.Select(table => (table.Name, table.Ddl)));
        second.Tables.SelectMany(table => table.Columns).ShouldBe(first.Tables.SelectMany(table => table.Columns));
        second.Objects.Select(item => (item.Kind, item.Name, item.Ddl)).ShouldBe(first.Objects.Select(item => (item.Kind, item.Name, item.Ddl)));
    }

    /// <summary>The selection decides which tables are there and which come without rows.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Follows_the_selection()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var catalog = await ReadCatalogAsync(target, new(["n*", "p*", "vac??cies"], ["vacancies"], ["PEOPLE"])).ConfigureAwait(false);

        catalog.Tables.Select(table => (table.Name, table.Content)).Order()
            .ShouldBe([("numbers", TableContent.Rows), ("people", TableContent.StructureOnly)]);
    }

    /// <summary>An empty database has a catalog with nothing in it.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_an_empty_database_as_an_empty_catalog()
    {
        var target = await Fixture.CreateDatabaseAsync(Cancellation).ConfigureAwait(false);
        var session = await OpenAsync(target, Databases.SessionAccess.Write).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);

        var catalog = await session.Schema.ReadAsync(TableSelection.All, Cancellation).ConfigureAwait(false);

        catalog.ShouldNotBeNull().Tables.ShouldBeEmpty();
        catalog.Objects.ShouldBeEmpty();
    }

    private async ValueTask<Catalog> ReadCatalogAsync(Databases.DatabaseTarget target, TableSelection selection)
    {
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);
        return (await session.Schema.ReadAsync(selection, Cancellation).ConfigureAwait(false)).ShouldNotBeNull();
    }
}
