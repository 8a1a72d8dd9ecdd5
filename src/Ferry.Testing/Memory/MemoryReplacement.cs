using Ferry.Loading;

namespace Ferry.Testing.Memory;

internal sealed class MemoryReplacement(MemoryProvider provider, string name, MemoryDatabase? old) : IReplacement
{
    public ValueTask KeepAsync(CancellationToken cancellationToken) => provider.Before("keep", cancellationToken);

    public async ValueTask PutBackAsync(CancellationToken cancellationToken)
    {
        await provider.Before("put back", cancellationToken).ConfigureAwait(false);
        if (old is null)
        {
            provider.Databases.TryRemove(name, out _);
            return;
        }

        provider.Databases[name] = old;
    }
}
