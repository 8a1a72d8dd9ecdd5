using Ferry.Databases;
using Ferry.MySql.Connections;

namespace Ferry.MySql.Loading.Preflight;

/// <summary>What a server knows and what the account may, as far as a restore can stumble over it.</summary>
/// <param name="Server">Who answered.</param>
/// <param name="Collations">Names of all collations.</param>
/// <param name="Engines">Names of the storage engines in service.</param>
/// <param name="Privileges">The account's privileges on everything.</param>
/// <param name="MayHaveMore">Whether a role is active, whose privileges are not listed.</param>
internal sealed record TargetFacts(
    ServerIdentity Server, IReadOnlySet<string> Collations, IReadOnlySet<string> Engines, IReadOnlySet<string> Privileges, bool MayHaveMore)
{
    /// <summary>Whether the target database encrypts new tables by default (MySQL).</summary>
    public bool EncryptsNewTables { get; init; }

    private const string Action = "Checking the target server";

    /// <summary>Asks the server.</summary>
    /// <param name="connection">A connection to it.</param>
    /// <param name="server">Who answered.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public static async ValueTask<TargetFacts> ReadAsync(
        ServerConnection connection, ServerIdentity server, CancellationToken cancellationToken)
    {
        var collations = await SetAsync(connection, "SHOW COLLATION", 0, cancellationToken).ConfigureAwait(false);
        if (await HasFullNamesAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            collations.UnionWith(await SetAsync(
                connection, "SELECT FULL_COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY", 0, cancellationToken).ConfigureAwait(false));
        }

        var engines = await SetAsync(
            connection, "SELECT ENGINE FROM information_schema.ENGINES WHERE SUPPORT IN ('YES', 'DEFAULT')", 0, cancellationToken).ConfigureAwait(false);
        var privileges = await SetAsync(
            connection,
            "SELECT PRIVILEGE_TYPE FROM information_schema.USER_PRIVILEGES WHERE GRANTEE = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')",
            0,
            cancellationToken).ConfigureAwait(false);
        var role = await connection.ScalarAsync("SELECT CURRENT_ROLE()", Action, cancellationToken).ConfigureAwait(false);
        return new TargetFacts(server, collations, engines, privileges, role is not (null or "NONE"));
    }

    /// <summary>Whether the account has one of some privileges.</summary>
    /// <param name="any">Their names.</param>
    public bool Has(params ReadOnlySpan<string> any)
    {
        foreach (var privilege in any)
        {
            if (Privileges.Contains(privilege))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A setting of the server is on.</summary>
    /// <param name="name">Its name.</param>
    public bool IsOn(string name) => Server.Settings.GetValueOrDefault(name) is "ON" or "1";

    // MariaDB from 10.10 on lists its newer collations without their character set.
    private static async ValueTask<bool> HasFullNamesAsync(ServerConnection connection, CancellationToken cancellationToken) =>
        await connection.ScalarAsync(
            "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = 'information_schema' "
                + "AND TABLE_NAME = 'COLLATION_CHARACTER_SET_APPLICABILITY' AND COLUMN_NAME = 'FULL_COLLATION_NAME'",
            Action,
            cancellationToken).ConfigureAwait(false) is not null;

    private static async ValueTask<HashSet<string>> SetAsync(ServerConnection connection, string sql, int column, CancellationToken cancellationToken) =>
        new(
            await connection.QueryAsync(sql, Action, row => row.Required(column), cancellationToken).ConfigureAwait(false),
            StringComparer.OrdinalIgnoreCase);
}
