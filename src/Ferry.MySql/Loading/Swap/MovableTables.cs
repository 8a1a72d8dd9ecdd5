using Ferry.MySql.Ddl;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Knows which tables of a target cannot be moved aside. Asked twice: for the plan, and again when the swap begins, for a load takes its time.</summary>
internal sealed class MovableTables(ServerDialect dialect)
{
    /// <summary>Finds the first table that cannot be moved.</summary>
    /// <param name="tables">Tables of the target that will be replaced.</param>
    /// <returns>What to say of it; null when all can be moved.</returns>
    public Finding? Find(IEnumerable<Table> tables) =>
        dialect is MariaDbDialect && tables.FirstOrDefault(table => table.StorageEngine == "InnoDB" && TableFolders.Has(table.Ddl)) is { } table
            ? new Finding(
                FindingSeverity.Failure,
                "mysql.data-directory",
                $"Table {table.Name} of the target lies in a folder of its own and cannot be moved aside: MariaDB leaves the files of a table with DATA DIRECTORY behind when it moves to another database, and loses the table when it next starts.",
                "Drop the table, or copy it into one without DATA DIRECTORY, and restore again; or restore into another database.")
            : null;
}
