using System.Text.RegularExpressions;
using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Images;

/// <summary>Proves that a private file is a sound database (https://sqlite.org/pragma.html#pragma_quick_check). The quick check sees every page
/// and every row, but not whether an index agrees with its table: a page copy cannot change that, an index can be rebuilt,
/// and the full check takes longer than the whole rest of a backup.</summary>
internal static partial class IntegrityCheck
{
    private const int MaxMessages = 20;
    private const int MaxStubs = 100;

    /// <summary>SQLITE_INNOCUOUS, which the binding does not name: allowed inside a schema.</summary>
    private const int Innocuous = 0x200000;

    /// <summary>Runs the check.</summary>
    /// <param name="copy">The file to check; nobody else has it open.</param>
    /// <param name="named">The database to name in the failure.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    /// <returns>Warnings: what the rows break without the file being damaged.</returns>
    /// <exception cref="FerryException"><c>sqlite.corrupt</c> with the check's own words.</exception>
    public static IReadOnlyList<string> Demand(DatabaseFile copy, DatabaseFile named, CancellationToken cancellationToken)
    {
        using var connection = Connection.Open(copy.Path, OpenMode.Immutable, TimeSpan.Zero);
        using var registration = connection.InterruptOn(cancellationToken);
        var stubs = new List<string>();
        var messages = Run(connection, stubs);
        var damage = messages.Where(message => !RowPattern().IsMatch(message) && !(stubs.Count > 0 && OrderPattern().IsMatch(message))).ToList();
        return damage.Count == 0
            ? Explain(messages, stubs)
            : throw new FerryException(
                FailureKind.Source, "sqlite.corrupt", $"{named.Path} is damaged.", $"SQLite's integrity check says: {string.Join("; ", damage)}",
                "Restore a backup, or salvage the rows that can still be read with the sqlite3 shell's .recover command.");
    }

    private static List<string> Run(Connection connection, List<string> stubs)
    {
        stubs.AddRange(CollationStubs.Register(connection));
        connection.Execute("PRAGMA ignore_check_constraints = ON");
        while (true)
        {
            try
            {
                return Messages(connection, $"PRAGMA quick_check({MaxMessages})");
            }
            catch (SqliteFailure failure) when (FunctionPattern().Match(failure.Message) is { Success: true } match && stubs.Count < MaxStubs)
            {
                stubs.Add(match.Groups[1].Value);
                connection.Check(raw.sqlite3_create_function(
                    connection.Handle, match.Groups[1].Value, -1, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC | Innocuous, null,
                    static (context, _, _) => raw.sqlite3_result_null(context)));
            }
        }
    }

    private static List<string> Messages(Connection connection, string sql)
    {
        using var statement = connection.Prepare(sql);
        var messages = new List<string>();
        try
        {
            while (statement.Step())
            {
                messages.Add(statement.Text(0) ?? "");
            }
        }
        catch (SqliteFailure failure) when (failure.Primary == raw.SQLITE_CORRUPT)
        {
            messages.Add(failure.Message);
        }

        return messages is ["ok"] ? [] : messages;
    }

    private static List<string> Explain(List<string> messages, List<string> stubs) => stubs.Count > 0
        ? [$"Constraints and the order of keys were not checked, because that needs what only the application has: {string.Join(", ", stubs)}."]
        : messages.ConvertAll(message => $"A row breaks a constraint of its table: {message}.");

    [GeneratedRegex("^(CHECK constraint failed|NULL value|NUMERIC value|TEXT value|non-[A-Z]+ value) in ")]
    private static partial Regex RowPattern();

    [GeneratedRegex("(^| )(row not in PRIMARY KEY order|row [0-9]+ missing from index|values not in index order) ")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("(?:no such|unknown) function: ([^( ]+)")]
    private static partial Regex FunctionPattern();
}
