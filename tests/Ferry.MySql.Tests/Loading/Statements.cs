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
            await RunAsync(connection, statement);
        }
    }

    // Tests that run at the same time can meet in MySQL's data dictionary; the loser is rolled back and may try again.
    private static async Task RunAsync(MySqlConnection connection, string statement)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var command = new MySqlCommand(statement, connection);
                await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
                return;
            }
            catch (MySqlException exception) when (exception.ErrorCode == MySqlErrorCode.LockDeadlock && attempt < 5)
            {
            }
        }
    }
}
