using Ferry.Databases;
using Ferry.Loading;
using Ferry.Storage;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>A database file in a private folder beside its target.</summary>
internal sealed class LoadedImage(
    Workspace workspace, DatabaseTarget target, string image, IReadOnlyList<TableComparison> comparison, Func<string, string, CancellationToken, Task<IReplacement>> replace) : ILoadedDatabase
{
    private const string OldSuffix = ".replaced";

    public DatabaseTarget Target { get; } = target;

    public IReadOnlyList<TableComparison> Comparison { get; } = comparison;

    /// <summary>Ends what a killed run has left of a target. A file is replaced by one rename, so there is no half.</summary>
    /// <returns>Whether that run had replaced it.</returns>
    public static InterruptedSwap Recover(DatabaseTarget target)
    {
        var directory = Path.GetDirectoryName(target.Path!)!;
        var old = Path.GetFileName(target.Path!) + OldSuffix;
        return Directory.Exists(directory) && Workspace.Abandoned(directory).Contains(old) ? InterruptedSwap.Replaced : InterruptedSwap.None;
    }

    public Task<IReplacement> ReplaceAsync(CancellationToken cancellationToken) =>
        replace(image, workspace.PathOf(Path.GetFileName(Target.Path!) + OldSuffix), cancellationToken);

    public ValueTask DisposeAsync()
    {
        workspace.Dispose();
        return ValueTask.CompletedTask;
    }
}
