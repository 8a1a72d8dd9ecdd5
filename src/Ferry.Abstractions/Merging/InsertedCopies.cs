namespace Ferry.Merging;

/// <summary>Rows that a run inserted into a table without a primary key, and that undoing it removes: of each listed content some copies, whichever they are.</summary>
/// <param name="Table">The target's own table, by its bare name.</param>
/// <param name="List">The table of the staging area that lists the contents, by its bare name: each under a number <c>place</c>, with how many <c>copies</c> of it go and how many <c>stay</c>.</param>
/// <param name="Same">The condition that a row has a listed content, where the table goes by its quoted name and the list by <c>l</c>.</param>
/// <param name="HiddenKey">The name under which the table's rows have a number all the same; null when they have none.</param>
public sealed record InsertedCopies(string Table, string List, string Same, string? HiddenKey);
