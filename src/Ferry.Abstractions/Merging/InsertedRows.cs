namespace Ferry.Merging;

/// <summary>Rows that a run inserted, and that undoing it removes.</summary>
/// <param name="Table">The target's own table, by its bare name.</param>
/// <param name="Key">Its primary key.</param>
/// <param name="List">The table of the staging area that lists them, by its bare name.</param>
/// <param name="ListKey">The columns in it that hold the key, in the same order.</param>
public sealed record InsertedRows(string Table, IReadOnlyList<string> Key, string List, IReadOnlyList<string> ListKey);
