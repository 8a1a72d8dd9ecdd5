using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Replicas;

/// <summary>Waits for a server to get where it is going.</summary>
internal static class Eventually
{
    /// <summary>Asks until the answer is the one that is waited for; fails with the server's log after half a minute.</summary>
    public static async Task IsAsync(PrivateServer server, string sql, string answer)
    {
        var token = TestContext.Current.CancellationToken;
        for (var tries = 0; tries < 300; tries++)
        {
            if (await ServerText.ScalarAsync(server.ConnectionString, sql, token) as string == answer)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), token);
        }

        throw new InvalidOperationException($"The server never said {answer} to {sql}; its log: {await File.ReadAllTextAsync(server.Log, token)}");
    }
}
