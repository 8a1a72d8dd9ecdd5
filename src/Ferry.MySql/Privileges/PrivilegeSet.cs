using Ferry.MySql.Connections;

namespace Ferry.MySql.Privileges;

/// <summary>What the account may do, its active roles included.</summary>
internal sealed class PrivilegeSet(IReadOnlyList<Grant> grants, string account)
{
    /// <summary>The account as GRANT wants it.</summary>
    public string Account { get; } = account;

    public static async ValueTask<PrivilegeSet> ReadAsync(ServerConnection connection, CancellationToken cancellationToken)
    {
        const string action = "Reading the account's privileges";
        var account = await connection.ScalarAsync("SELECT CURRENT_USER()", action, cancellationToken).ConfigureAwait(false) ?? "";
        var roles = await connection.ScalarAsync("SELECT CURRENT_ROLE()", action, cancellationToken).ConfigureAwait(false);

        // MySQL quotes the names of roles, MariaDB shows the current one's privileges anyway.
        var sql = roles is not null && roles.StartsWith('`') ? $"SHOW GRANTS FOR CURRENT_USER() USING {roles}" : "SHOW GRANTS";
        var lines = await connection.QueryAsync(sql, action, row => row.Required(0), cancellationToken).ConfigureAwait(false);
        return new([.. lines.Select(Grant.Parse).OfType<Grant>()], Quoted(account));
    }

    public bool Has(string privilege) => grants.Any(grant => grant.IsGlobal && grant.Has(privilege));

    public bool Has(string privilege, string database) => grants.Any(grant => grant.Covers(database) && grant.Has(privilege));

    public bool HasOnTable(string privilege, string database, string table) =>
        Has(privilege, database) || grants.Any(grant => grant.Database == database && grant.Table == table && grant.Has(privilege));

    /// <summary>Every privilege that holds in a database, or for a table or column of it.</summary>
    public IEnumerable<string> Touching(string database) =>
        grants.Where(grant => grant.IsGlobal || grant.MayBeIn(database)).SelectMany(grant => grant.Privileges.Concat(grant.OnColumns)).Distinct(StringComparer.Ordinal);

    private static string Quoted(string account)
    {
        var at = account.LastIndexOf('@');
        return at < 0 ? account : $"{Dialects.Quote.Literal(account[..at])}@{Dialects.Quote.Literal(account[(at + 1)..])}";
    }
}
