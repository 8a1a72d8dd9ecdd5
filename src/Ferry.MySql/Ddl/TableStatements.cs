namespace Ferry.MySql.Ddl;

/// <summary>A table's definition cut for a fast load: together the statements give the same SHOW CREATE TABLE again.</summary>
/// <param name="Create">The table with its primary key and whatever cannot be added later.</param>
/// <param name="Indexes">Statements that add the other keys, in order.</param>
/// <param name="ForeignKeys">The statement that adds the foreign keys, if there are any.</param>
/// <param name="Counter">The statement that sets the next automatic number, if there is one.</param>
internal sealed record TableStatements(string Create, IReadOnlyList<string> Indexes, string? ForeignKeys, string? Counter);
