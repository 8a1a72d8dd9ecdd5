using Ferry.TestServers;
using MySqlConnector;

namespace Ferry.MySql.Tests.Protocol.Rows;

/// <summary>Kills its source when the first rows arrive.</summary>
internal sealed class KillingStream(Func<Task> kill) : SinkStream
{
    private bool _killed;

    public KillingStream(TestServer server, string statement)
        : this(() => RunAsync(server, statement))
    {
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!_killed)
        {
            _killed = true;
            await kill();
        }
    }

    private static async Task RunAsync(TestServer server, string statement)
    {
        await using var connection = await server.OpenAsync();
        await using var command = new MySqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync();
    }
}
