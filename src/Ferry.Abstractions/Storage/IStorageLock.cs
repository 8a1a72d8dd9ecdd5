namespace Ferry.Storage;

/// <summary>An exclusive lock on a storage folder.</summary>
public interface IStorageLock : IAsyncDisposable
{
    /// <summary>Names of leftovers that were removed when the lock was taken: traces of interrupted runs.</summary>
    IReadOnlyList<string> Removed { get; }
}
