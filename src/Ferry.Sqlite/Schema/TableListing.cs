namespace Ferry.Sqlite.Schema;

/// <summary>What <c>PRAGMA table_list</c> says of a table.</summary>
/// <param name="Kind">table, view, shadow or virtual.</param>
/// <param name="WithoutRowid">Whether the table is keyed by its primary key alone.</param>
/// <param name="Strict">Whether the table is STRICT.</param>
internal sealed record TableListing(string Kind, bool WithoutRowid, bool Strict)
{
    /// <summary>A virtual table keeps its rows elsewhere, mostly in shadow tables, which are ordinary.</summary>
    public bool Virtual => Kind == "virtual";

    public bool Shadow => Kind == "shadow";
}
