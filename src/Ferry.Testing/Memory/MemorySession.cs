using Ferry.Databases;
using Ferry.Images;
using Ferry.Loading;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Testing.Memory;

internal sealed class MemorySession(MemoryProvider provider, string database) : IDatabaseSession, ISchemaReader, ISnapshotSource, IDatabaseChecks, IDatabaseMark
{
    public ServerIdentity Server { get; } = new("Memory", "1.0", "memory", database, "tester", ReadOnly: false) { Certainty = IdentityCertainty.Place };

    public ISchemaReader Schema => this;

    public ISnapshotSource Snapshots => this;

    public ILoadTarget Target { get; } = new MemoryTarget(provider);

    public IImageDatabase? Image => null;

    public IMergeDatabase? Merge => null;

    public IDatabaseChecks Checks => this;

    public IDatabaseMark Mark => this;

    public IAccountRights? Rights => null;

    public ValueTask<Catalog?> ReadAsync(TableSelection selection, CancellationToken cancellationToken) =>
        ValueTask.FromResult(provider.Databases.TryGetValue(database, out var found) ? MemorySnapshot.CatalogOf(database, found, selection) : null);

    public async ValueTask<ISnapshot> OpenAsync(SnapshotOptions options, CancellationToken cancellationToken)
    {
        await provider.Before("snapshot", cancellationToken).ConfigureAwait(false);
        return new MemorySnapshot(provider, database, options);
    }

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IReadOnlyList<Finding>>([]);

    public ValueTask<string?> LeaveAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>($"{provider.GetHashCode()}:{database}");

    public async ValueTask<bool> SeesAsync(string mark, CancellationToken cancellationToken) =>
        mark == await LeaveAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
