using Ferry.Archives;
using Ferry.Databases;
using Ferry.Pipeline;
using Ferry.Reading;
using Ferry.Restore;
using Ferry.Schema;
using Ferry.Sync.Detection;

namespace Ferry.Sync.Sources;

/// <summary>A database file in a backup: unpacked into a private folder and read like a live one.</summary>
internal sealed class ImageRows(LiveRows rows, DirectoryInfo folder) : SourceRows
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromMinutes(5);

    public override Catalog Catalog => rows.Catalog;

    public static async Task<ImageRows> OpenAsync(
        IDatabaseProvider provider, ArchiveReader archive, ManifestDatabase database, SnapshotOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("ferry-sync-");
        try
        {
            var file = Path.Combine(folder.FullName, "source.sqlite");
            using var stall = new StallGuard(StallTimeout, TimeProvider.System, cancellationToken);
            await ImageExtraction.RunAsync(archive, database.Image!, file, stall, stall.Token).ConfigureAwait(false);
            return new ImageRows(await LiveRows.OpenAsync(provider, new DatabaseTarget { Engine = database.Engine, Path = file }, options, cancellationToken).ConfigureAwait(false), folder);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    // What is recent in a file of the past says nothing about the present: a time to come there may have come since.
    public override ValueTask<IReadOnlyList<TableChanges>> DetectAsync(
        LeafStore store, DetectionOptions options, IReadOnlyList<DetectionRequest> requests, CancellationToken cancellationToken) =>
        rows.DetectAsync(store, options, [.. requests.Select(request => request with { Everything = request.Everything ?? Whole, Watermark = null })], cancellationToken);

    public override Task ReadAsync(
        IReadOnlyList<TableChanges> tables, IReadOnlyDictionary<string, string> filters, Func<CancellationToken, ValueTask<RowSink>> openSink, CancellationToken cancellationToken) =>
        rows.ReadAsync(tables, filters, openSink, cancellationToken);

    public override Task CompleteAsync(CancellationToken cancellationToken) => rows.CompleteAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await rows.DisposeAsync().ConfigureAwait(false);
        folder.Delete(recursive: true);
    }
}
