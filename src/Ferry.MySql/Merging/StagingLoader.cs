using Ferry.Merging;
using Ferry.MySql.Loading;
using Ferry.Schema;

namespace Ferry.MySql.Merging;

/// <summary>Fills staging tables as a restore fills its own.</summary>
internal sealed class StagingLoader(MySqlLoader loader) : IStagingLoader
{
    public async ValueTask<long> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken) =>
        (await loader.LoadAsync(table, rows, cancellationToken).ConfigureAwait(false)).Rows;

    public ValueTask DisposeAsync() => loader.DisposeAsync();
}
