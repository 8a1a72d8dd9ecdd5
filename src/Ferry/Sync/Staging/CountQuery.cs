using System.Globalization;
using Ferry.Merging;

namespace Ferry.Sync.Staging;

/// <summary>Queries whose result is one number.</summary>
internal static class CountQuery
{
    /// <summary>Runs one.</summary>
    /// <param name="connection">The target.</param>
    /// <param name="query">A query of one row, whose first column counts.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The number; 0 for the NULL of a sum over no rows.</returns>
    public static async Task<long> CountAsync(this IMergeConnection connection, string query, CancellationToken cancellationToken) =>
        long.Parse((await connection.QueryAsync(query, cancellationToken).ConfigureAwait(false))[0][0] ?? "0", CultureInfo.InvariantCulture);
}
