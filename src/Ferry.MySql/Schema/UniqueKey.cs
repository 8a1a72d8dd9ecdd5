namespace Ferry.MySql.Schema;

/// <summary>A unique index whose columns are all NOT NULL.</summary>
/// <param name="Name">Its name; <c>PRIMARY</c> for the primary key.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="Ranges">Whether its order can be walked: a B-tree over whole columns.</param>
internal sealed record UniqueKey(string Name, IReadOnlyList<string> Columns, bool Ranges)
{
    public bool IsPrimary => Name == "PRIMARY";
}
