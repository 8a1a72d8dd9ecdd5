using Ferry.Databases;
using Ferry.TestServers;

namespace Ferry.MySql.Tests;

/// <summary>An account with few privileges, on the server of a database.</summary>
internal sealed class LimitedAccount : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly string _name = $"ferry_{Guid.NewGuid():N}"[..30];

    private LimitedAccount(TestDatabase database) => _database = database;

    public DatabaseTarget Target => _database.Target with { Username = _name, Password = new Secret("a Passw0rd that is long") };

    /// <summary>Makes an account.</summary>
    /// <param name="database">The database; <c>{db}</c> in grants stands for its quoted name.</param>
    /// <param name="grants">Such as <c>SELECT ON {db}.*</c>.</param>
    public static async Task<LimitedAccount> CreateAsync(TestDatabase database, params string[] grants)
    {
        var account = new LimitedAccount(database);
        var statements = grants.Select(grant => $"GRANT {grant.Replace("{db}", $"`{database.Name}`", StringComparison.Ordinal)} TO '{account._name}'@'%'");
        await database.ExecuteAsync(
            string.Join(";", statements.Prepend($"CREATE USER '{account._name}'@'%' IDENTIFIED BY 'a Passw0rd that is long'")), TestContext.Current.CancellationToken);
        return account;
    }

    public ValueTask<IDatabaseSession> OpenAsync(SessionAccess access = SessionAccess.Read) =>
        new MySqlProvider().OpenAsync(Target, access, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync() => await _database.ExecuteAsync($"DROP USER '{_name}'@'%'", CancellationToken.None);
}
