using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.Model;

namespace Ferry.Tests.Sync;

/// <summary>Tables in few words: <c>Schemas.Table("users", "id bigint auto", "email varchar(190)?")</c>. The first column is the primary key.</summary>
internal static class Schemas
{
    /// <summary>A table of the target. A type may be followed by <c>auto</c> (numbered), <c>generated</c>, <c>=SQL</c> (a default) and <c>?</c> (takes NULL).</summary>
    public static TableShape Shape(string name, params string[] columns)
    {
        ColumnShape[] shapes = [.. columns.Select(Column)];
        return new() { Name = name, Columns = shapes, PrimaryKey = [shapes[0].Name] };
    }

    /// <summary>The table of the source with the same columns.</summary>
    public static Table Source(TableShape shape) => new() { Name = shape.Name, Ddl = "", Columns = [.. shape.Columns.Select(column => column.Column)], ChunkKey = shape.PrimaryKey };

    public static Table Source(string name, params string[] columns) => Source(Shape(name, columns));

    public static TablePair Pair(TableShape shape) => TablePair.Of(Source(shape), shape);

    public static Catalog Catalog(params Table[] tables) => new() { Engine = "mysql", Database = "movies", Tables = tables };

    public static UniqueShape Unique(params string[] columns) => new(string.Join('_', columns), [.. columns.Select(column => new UniquePart(column))]);

    public static TableShape With(this TableShape shape, params UniqueShape[] uniques) => shape with { Uniques = uniques };

    public static TableShape Refers(this TableShape shape, string column, string parent, string parentColumn = "id") =>
        shape with { ForeignKeys = [.. shape.ForeignKeys, new($"{shape.Name}_{column}", [column], parent, [parentColumn])] };

    private static ColumnShape Column(string text)
    {
        var nullable = text.EndsWith('?');
        var parts = text.TrimEnd('?').Split(' ', 2);
        var (type, standard) = parts[1].Split('=') is [var before, var after] ? (before.Trim(), after) : (parts[1], null);
        var (auto, generated) = (type.EndsWith(" auto", StringComparison.Ordinal), type.EndsWith(" generated", StringComparison.Ordinal));
        type = type.Replace(" auto", "", StringComparison.Ordinal).Replace(" generated", "", StringComparison.Ordinal);
        var text_ = type.Contains("char", StringComparison.OrdinalIgnoreCase) || type.Contains("text", StringComparison.OrdinalIgnoreCase);
        return new(
            new Column { Name = parts[0], Type = type, Nullable = nullable, AutoIncrement = auto, Generated = generated, Collation = text_ ? "utf8mb4_general_ci" : null }, standard)
        {
            Charset = text_ ? "utf8mb4" : null,
        };
    }
}
