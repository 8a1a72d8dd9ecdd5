using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>One row of <c>information_schema.TABLES</c>.</summary>
internal sealed record TableRow(
    string Name, string Type, string? Engine, long Rows, long Bytes, string? AutoIncrement, TableContent Content)
{
    public bool IsVersioned => Type == "SYSTEM VERSIONED";
}
