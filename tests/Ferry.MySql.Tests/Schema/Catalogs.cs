using Ferry.Schema;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Schema;

/// <summary>Catalogs of test databases.</summary>
internal static class Catalogs
{
    public static async Task<Catalog> ReadAsync(TestDatabase database, TableSelection? selection = null)
    {
        await using var session = await Opened.ReadAsync(database);
        return (await session.Schema.ReadAsync(selection ?? TableSelection.All, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    public static Table Table(this Catalog catalog, string name) => catalog.Tables.Single(table => table.Name == name);

    public static SchemaObject Object(this Catalog catalog, ObjectKind kind, string name) => catalog.Objects.Single(item => item.Kind == kind && item.Name == name);
}
