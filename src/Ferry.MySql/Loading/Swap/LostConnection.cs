using System.Globalization;
using Ferry.MySql.Connections;

namespace Ferry.MySql.Loading.Swap;

/// <summary>Waits until the server has ended a connection that was lost: what it was running may still be done to the end.</summary>
/// <param name="connection">Another connection of the same account.</param>
/// <param name="clock">Times the pauses.</param>
internal sealed class LostConnection(ServerConnection connection, TimeProvider clock)
{
    private const string Action = "Waiting for a lost connection to end";
    private const int Attempts = 100;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Asks the server to end it, and waits.</summary>
    /// <param name="id">The lost connection's id.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async ValueTask EndAsync(int id, CancellationToken cancellationToken)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        for (var attempt = 0; attempt < Attempts && await IsThereAsync(number, cancellationToken).ConfigureAwait(false); attempt++)
        {
            if (attempt == 0)
            {
                await KillAsync(number, cancellationToken).ConfigureAwait(false);
            }

            await Task.Delay(_pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> IsThereAsync(string id, CancellationToken cancellationToken) => await connection.ScalarAsync(
        $"SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = {id}", Action, cancellationToken).ConfigureAwait(false) is not null;

    private async ValueTask KillAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            await connection.ExecuteAsync($"KILL {id}", Action, cancellationToken).ConfigureAwait(false);
        }
        catch (FerryException)
        {
            return; // It has ended by itself.
        }
    }
}
