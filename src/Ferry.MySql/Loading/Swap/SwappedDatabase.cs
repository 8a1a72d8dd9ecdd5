using Ferry.Loading;

namespace Ferry.MySql.Loading.Swap;

/// <summary>A database whose old tables are still in the aside database, with the journal that puts them back.</summary>
/// <param name="target">Opens connections for either way.</param>
/// <param name="scratch">The scratch database that was swapped in.</param>
internal sealed class SwappedDatabase(MySqlLoadTarget target, string scratch) : IReplacement
{
    public ValueTask KeepAsync(CancellationToken cancellationToken) =>
        target.WithSwapAsync(swap => swap.KeepAsync(scratch, cancellationToken), cancellationToken);

    public ValueTask PutBackAsync(CancellationToken cancellationToken) =>
        target.WithSwapAsync(swap => swap.PutBackAsync(scratch, cancellationToken), cancellationToken);
}
