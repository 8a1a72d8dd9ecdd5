using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.MySql.Tests.Loading;

/// <summary>Statements of one session, each sent as it is: bodies may hold semicolons.</summary>
internal static class Statements
{
    public static async Task RunAsync(TestDatabase database, params string[] statements)
    {
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var statement in statements)
        {
            await using var command = new MySqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
