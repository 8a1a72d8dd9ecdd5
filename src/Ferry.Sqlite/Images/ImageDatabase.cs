using Ferry.Images;
using Ferry.Loading;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Images;

internal sealed class ImageDatabase(DatabaseFile file, bool recoveredBefore, TimeSpan busyTimeout) : IImageDatabase
{
    public ValueTask<Consistency> CopyAsync(string path, TableSelection selection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(selection);
        return CreateAsync($"copy {file.Path}", path, copy =>
        {
            var recovered = PageCopy.Write(file, copy, busyTimeout, cancellationToken);
            var warnings = new List<string>(Warnings.Of(recovered || recoveredBefore));
            warnings.AddRange(IntegrityCheck.Demand(copy, file, cancellationToken));
            if (!selection.IsAll)
            {
                warnings.AddRange(Cut.Apply(copy, selection, cancellationToken));
            }

            copy.Flush();
            return new Consistency(ConsistencyLevel.Snapshot, "online-backup", new Dictionary<string, string>(), warnings);
        }, cancellationToken);
    }

    public async ValueTask GraftAsync(string image, IReadOnlyCollection<string> tables, string path, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tables);
        _ = await CreateAsync($"put tables of an image into a copy of {file.Path}", path, copy =>
        {
            if (file.Exists)
            {
                PageCopy.Write(file, copy, busyTimeout, cancellationToken);
            }

            Graft.Apply(copy, DatabaseFile.Resolve(image), tables, cancellationToken);
            IntegrityCheck.Demand(copy, copy, cancellationToken);
            copy.Flush();
            return true;
        }, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<IReplacement> ReplaceAsync(string image, string aside, CancellationToken cancellationToken) =>
        Boundary.RunAsync<IReplacement>(
            $"replace {file.Path}", file, FailureKind.Destination,
            () =>
            {
                var existed = file.Exists;
                var kept = new DatabaseFile(Path.GetFullPath(aside));
                using var held = TargetLock.Take(file);
                var wal = new Replacement(file, busyTimeout).Apply(DatabaseFile.Resolve(image), existed ? kept : null, cancellationToken);
                return new ReplacedFile(file, existed ? kept : null, wal, busyTimeout);
            },
            cancellationToken);

    /// <summary>Makes a private file and removes it again if the work fails.</summary>
    private ValueTask<T> CreateAsync<T>(string task, string path, Func<DatabaseFile, T> work, CancellationToken cancellationToken) =>
        Boundary.RunAsync(task, file, FailureKind.Source, () =>
        {
            var copy = new DatabaseFile(Path.GetFullPath(path));
            copy.CreatePrivate();
            try
            {
                return work(copy);
            }
            catch
            {
                copy.Delete();
                throw;
            }
        }, cancellationToken);
}
