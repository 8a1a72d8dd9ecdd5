using Ferry.Databases;
using Ferry.Merging;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Merging;

/// <summary>Shapes of test databases.</summary>
internal static class Shapes
{
    public static async Task<IReadOnlyList<TableShape>> ReadAsync(TestDatabase database)
    {
        await using var session = await new MySqlProvider().OpenAsync(database.Target, SessionAccess.Write, TestContext.Current.CancellationToken);
        return await session.Merge.ShouldNotBeNull().ReadShapesAsync(TestContext.Current.CancellationToken);
    }

    public static TableShape Table(this IReadOnlyList<TableShape> shapes, string name) => shapes.Single(shape => shape.Name == name);

    public static ColumnShape Column(this TableShape shape, string name) => shape.Columns.Single(column => column.Name == name);
}
