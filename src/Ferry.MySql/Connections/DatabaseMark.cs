using Ferry.Databases;
using Ferry.MySql.Dialects;

namespace Ferry.MySql.Connections;

/// <summary>A lock with a name that nobody else has: every session of the same running server can see that it is held, needs no privilege for it, and nothing waits
/// for it. It tells apart what ids cannot: servers that were cloned, and containers that were set up alike.</summary>
internal sealed class DatabaseMark(ServerConnection connection, ServerIdentity server) : IDatabaseMark
{
    private readonly string _lock = $"ferry-{Guid.NewGuid():N}";

    public async ValueTask<string?> LeaveAsync(CancellationToken cancellationToken)
    {
        try
        {
            var taken = await connection.ScalarAsync($"SELECT GET_LOCK({Quote.Literal(_lock)}, 0)", "Marking the database", cancellationToken).ConfigureAwait(false);
            return taken == "1" ? $"{_lock} {server.Database}" : null;
        }
        catch (FerryException exception) when (MySqlFailures.IsRefusal(exception.InnerException))
        {
            return null; // Strict Galera clusters have no named locks.
        }
    }

    public async ValueTask<bool> SeesAsync(string mark, CancellationToken cancellationToken)
    {
        var space = mark.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || server.Database is null || !string.Equals(mark[(space + 1)..], server.Database, Comparison))
        {
            return false;
        }

        var holder = await connection.ScalarAsync(
            $"SELECT IS_USED_LOCK({Quote.Literal(mark[..space])})", "Looking for a mark", cancellationToken).ConfigureAwait(false);
        return holder is not null;
    }

    private StringComparison Comparison => server.Settings.GetValueOrDefault("lower_case_table_names") is "0" or null ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
}
