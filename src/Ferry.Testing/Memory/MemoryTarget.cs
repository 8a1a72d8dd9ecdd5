using Ferry.Databases;
using Ferry.Loading;
using Ferry.Schema;

namespace Ferry.Testing.Memory;

internal sealed class MemoryTarget(MemoryProvider provider) : ILoadTarget
{
    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(Catalog backup, ServerIdentity source, CancellationToken cancellationToken)
    {
        await provider.Before("check", cancellationToken).ConfigureAwait(false);
        return [];
    }

    public IReadOnlyList<Finding> CheckReplaced(Catalog present, IReadOnlyCollection<string>? tables) => [];

    public ValueTask LockAsync(string scratch, CancellationToken cancellationToken) => provider.Before("lock", cancellationToken);

    public ValueTask<IReadOnlyCollection<string>?> ReadAccountsAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult<IReadOnlyCollection<string>?>(null);

    public async ValueTask CreateDatabaseAsync(string name, Catalog like, CancellationToken cancellationToken)
    {
        await provider.Before("create", cancellationToken).ConfigureAwait(false);
        if (!provider.Databases.TryAdd(name, new MemoryDatabase()))
        {
            throw new FerryException(FailureKind.Destination, "memory.exists", $"Database {name} exists.");
        }
    }

    public async ValueTask CreateTablesAsync(string scratch, RestoreScript script, CancellationToken cancellationToken)
    {
        var loader = await OpenLoaderAsync(scratch, cancellationToken).ConfigureAwait(false);
        await using var closing = loader.ConfigureAwait(false);
        foreach (var statement in script.Of(RestorePhase.Tables))
        {
            await loader.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    public ValueTask<InterruptedSwap> DropScratchAsync(string name, CancellationToken cancellationToken)
    {
        if (!ScratchName.Is(name))
        {
            throw new FerryException(FailureKind.Refused, "memory.not-scratch", $"{name} is no scratch database.");
        }

        provider.Databases.TryRemove(name, out _);
        return ValueTask.FromResult(InterruptedSwap.None);
    }

    public ValueTask<ILoader> OpenLoaderAsync(string database, CancellationToken cancellationToken) =>
        ValueTask.FromResult<ILoader>(new MemoryLoader(provider, provider.Databases[database]));

    public async ValueTask<IReplacement> SwapAsync(SwapRequest request, CancellationToken cancellationToken)
    {
        await provider.Before("swap", cancellationToken).ConfigureAwait(false);
        var replacement = new MemoryReplacement(provider, request.Target, provider.Databases.GetValueOrDefault(request.Target));
        provider.Databases.TryRemove(request.Scratch, out var scratch);
        if (request.Tables is null)
        {
            provider.Databases[request.Target] = scratch!;
            return replacement;
        }

        var merged = new MemoryDatabase();
        foreach (var (table, rows) in provider.Databases.GetValueOrDefault(request.Target, new MemoryDatabase()).Tables)
        {
            merged.Tables[table] = rows;
        }

        foreach (var table in request.Tables)
        {
            merged.Tables[table] = scratch!.Tables[table];
        }

        provider.Databases[request.Target] = merged;
        return replacement;
    }
}
