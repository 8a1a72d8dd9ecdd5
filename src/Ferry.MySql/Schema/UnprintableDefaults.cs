using Ferry.MySql.Dialects;

namespace Ferry.MySql.Schema;

/// <summary>Finds defaults with characters of four bytes: MariaDB keeps them, but prints a question mark, in SHOW CREATE as anywhere else.</summary>
internal sealed class UnprintableDefaults(CatalogQuery query)
{
    public async ValueTask ReportAsync(CancellationToken cancellationToken)
    {
        var suspects = await query.ListAsync(
            "SELECT TABLE_NAME, COLUMN_NAME, IS_NULLABLE FROM information_schema.COLUMNS "
                + $"WHERE TABLE_SCHEMA = {query.Literal} AND COLUMN_DEFAULT LIKE '%?%' AND CHARACTER_SET_NAME IN ('utf8mb4', 'utf16', 'utf16le', 'utf32')",
            "the defaults",
            row => (Table: row.Required(0), Column: row.Required(1), Nullable: row.Flag(2)),
            cancellationToken).ConfigureAwait(false);
        foreach (var (table, column, nullable) in suspects.Where(suspect => query.Selection.Decide(suspect.Table) is not null))
        {
            var source = Quote.Identifier(query.Database, table);

            // A column that may be NULL tells its default even without a row.
            var defaults = await query.ListAsync(
                $"SELECT CONVERT(DEFAULT(t.{Quote.Identifier(column)}) USING utf8mb4) FROM "
                    + (nullable ? $"(SELECT 1) AS one LEFT JOIN {source} AS t ON FALSE" : $"{source} AS t LIMIT 1"),
                $"the default of {table}.{column}",
                row => row.Text(0),
                cancellationToken).ConfigureAwait(false);
            if (defaults is [{ } text] && text.Any(char.IsSurrogate))
            {
                query.Omissions.Add(new(
                    FindingSeverity.Failure,
                    "mysql.default-unprintable",
                    $"The default of {table}.{column} is '{text}', which this server can keep but not print: the backup has question marks in it.",
                    $"After a restore: ALTER TABLE {Quote.Identifier(table)} ALTER COLUMN {Quote.Identifier(column)} SET DEFAULT {Quote.Literal(text)}"));
            }
        }
    }
}
