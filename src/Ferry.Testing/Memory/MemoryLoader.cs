using Ferry.Loading;
using Ferry.Schema;

namespace Ferry.Testing.Memory;

internal sealed class MemoryLoader(MemoryProvider provider, MemoryDatabase database) : ILoader
{
    public async ValueTask ExecuteAsync(ScriptStatement statement, CancellationToken cancellationToken)
    {
        await provider.Before("execute", cancellationToken).ConfigureAwait(false);
        if (statement.Phase == RestorePhase.Tables)
        {
            database.Tables[statement.Name] = [];
        }
    }

    public async ValueTask<LoadResult> LoadAsync(Table table, Stream rows, CancellationToken cancellationToken)
    {
        await provider.Before($"load {table.Name}", cancellationToken).ConfigureAwait(false);
        using var buffer = new MemoryStream();
        await rows.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        database.Tables[table.Name] = [.. database.Tables[table.Name], .. buffer.ToArray()];
        return new LoadResult(buffer.ToArray().LongCount(value => value == (byte)'\n'), []);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
