using Ferry.MySql.Columns;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Loading;

/// <summary>The session under which everything is restored, the same for the stock client and for Ferry's own connections.</summary>
internal static class LoadSession
{
    /// <summary>The sql_mode of rows and tables: a zero in a numbered column stays zero, and any date that was stored may be stored again.</summary>
    public const string SqlMode = "NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES";

    /// <summary>Texts travel as UTF-8.</summary>
    public const string Names = "SET NAMES utf8mb4";

    /// <summary>Statements that pin a session. Version comments keep from each server what it does not know.</summary>
    /// <remarks>MySQL lets only privileged accounts set the variables of the last group; for others its defaults hold.</remarks>
    public static IReadOnlyList<string> Statements { get; } =
    [
        Names,
        $"""
        SET SESSION sql_mode = '{SqlMode}', time_zone = '+00:00', unique_checks = 1, foreign_key_checks = 0
        /*M!100203 , check_constraint_checks = 0, innodb_strict_mode = 0 */
        /*M!100304 , system_versioning_alter_history = KEEP */
        /*M!100800 , explicit_defaults_for_timestamp = 1 */
        /*M!101100 , system_versioning_insert_history = 1 */
        """,
        EndOfTime.Pin,
        .. ChosenStatement.Of(
            """
            IF(VERSION() NOT LIKE '%MariaDB%' AND EXISTS (
              SELECT 1 FROM information_schema.USER_PRIVILEGES
              WHERE PRIVILEGE_TYPE IN ('SUPER', 'SYSTEM_VARIABLES_ADMIN', 'SESSION_VARIABLES_ADMIN')
              AND GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')),
              'SET SESSION explicit_defaults_for_timestamp = 1, innodb_strict_mode = 0 /*!80013 , sql_require_primary_key = 0 */ /*!80030 , sql_generate_invisible_primary_key = 0 */ /*!80400 , restrict_fk_on_non_standard_key = 0 */',
              'DO 0')
            """),
    ];
}
