using Ferry.Archives;
using Ferry.Databases;
using Ferry.Loading;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Storage;
using Ferry.Verification;

namespace Ferry.Restore;

/// <summary>Restores a database file: unpacks it beside the target, compares, then moves it into its place.</summary>
internal sealed class ImageRestore(
    IDatabaseProvider provider, ArchiveReader archive, ManifestDatabase database, ProgressGate progress, StallGuard stall, int workers)
{
    /// <summary>Unpacks beside the target and compares.</summary>
    public async Task<LoadedImage> LoadAsync(DatabaseTarget target, RestoreMode mode, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var directory = Path.GetDirectoryName(target.Path!)!;
        Directory.CreateDirectory(directory);
        var workspace = Workspace.Open(directory);
        try
        {
            var (image, comparison) = await ExtractAsync(workspace, target, cancellationToken).ConfigureAwait(false);
            if (tables is not null)
            {
                image = await GraftAsync(workspace, target, image, tables, cancellationToken).ConfigureAwait(false);
                comparison = await CompareAsync(target with { Path = image }, tables, cancellationToken).ConfigureAwait(false);
            }

            return new LoadedImage(workspace, target, image, comparison, (ready, aside, token) => ReplaceAsync(target, mode, ready, aside, token));
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks into a temporary folder, compares, and removes it.</summary>
    public async Task<IReadOnlyList<TableComparison>> DrillAsync(CancellationToken cancellationToken)
    {
        using var workspace = Workspace.Open();
        var target = new DatabaseTarget { Engine = database.Engine, Path = workspace.PathOf(database.Database) };
        return (await ExtractAsync(workspace, target, cancellationToken).ConfigureAwait(false)).Comparison;
    }

    private async Task<string> GraftAsync(
        Workspace workspace, DatabaseTarget target, string image, IReadOnlyCollection<string> tables, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(target, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var grafted = workspace.PathOf("grafted");
        using var beat = stall.KeepAlive();
        await session.Image!.GraftAsync(image, tables, grafted, cancellationToken).ConfigureAwait(false);
        return grafted;
    }

    private async Task<IReplacement> ReplaceAsync(DatabaseTarget target, RestoreMode mode, string image, string aside, CancellationToken cancellationToken)
    {
        stall.Enter("swap");
        progress.Report(new PhaseStarted("swap", database.Key));
        using var waiting = stall.KeepAlive();
        var session = await provider.OpenAsync(target, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        if (mode == RestoreMode.Aside)
        {
            File.Copy(target.Path!, DamagedName(target.Path!));
        }

        CrashPoint.Reached("restore.before-replace");
        var replacement = await session.Image!.ReplaceAsync(image, aside, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.replaced");
        return replacement;
    }

    private static string DamagedName(string path)
    {
        var number = 1;
        while (File.Exists(Name(number)))
        {
            number++;
        }

        return Name(number);

        string Name(int number) => $"{path}{(number == 1 ? "" : $"-{number}")}.damaged";
    }

    private async Task<(string Image, IReadOnlyList<TableComparison> Comparison)> ExtractAsync(
        Workspace workspace, DatabaseTarget target, CancellationToken cancellationToken)
    {
        stall.Enter("load");
        progress.Report(new PhaseStarted("load", database.Key));
        var file = workspace.PathOf("image");
        await ImageExtraction.RunAsync(archive, database.Image!, file, stall, cancellationToken).ConfigureAwait(false);
        CrashPoint.Reached("restore.image-unpacked");
        return (file, await CompareAsync(target with { Path = file }, null, cancellationToken).ConfigureAwait(false));
    }

    private async Task<IReadOnlyList<TableComparison>> CompareAsync(
        DatabaseTarget file, IReadOnlyCollection<string>? tables, CancellationToken cancellationToken)
    {
        var session = await provider.OpenAsync(file, SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        var expected = database.Tables.Where(table => tables?.Contains(table.Name) ?? true).ToList();
        var (_, found) = await new DatabaseDigests(database.Key, progress, stall).ReadAsync(session, workers, "compare", expected, cancellationToken).ConfigureAwait(false);
        return ManifestComparison.Demand(database, expected, found);
    }
}
