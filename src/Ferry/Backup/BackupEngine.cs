using System.Reflection;
using System.Text;
using Ferry.Archives;
using Ferry.Databases;
using Ferry.Guards;
using Ferry.Pipeline;
using Ferry.Progress;
using Ferry.Storage;

namespace Ferry.Backup;

/// <summary>Makes backups: one archive of one environment at one moment, complete, durable and read back, or nothing.</summary>
/// <param name="providers">The engines.</param>
/// <param name="time">The clock.</param>
public sealed class BackupEngine(ProviderRegistry providers, TimeProvider time)
{
    /// <summary>Backs up all databases of the request into one archive.</summary>
    /// <param name="request">What, where to, and how.</param>
    /// <param name="progress">Told of phases, tables and rows; may be null. Its failures never harm the backup.</param>
    /// <param name="cancellationToken">Ends the run; nothing that looks like a backup is left.</param>
    /// <returns>The finished backup.</returns>
    /// <exception cref="FerryException">Any kind; nothing that looks like a backup is left.</exception>
    public async Task<BackupResult> RunAsync(BackupRequest request, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        BackupRequestChecks.Demand(request);
        var gate = new ProgressGate(progress, time);
        using var stall = new StallGuard(request.StallTimeout, time, cancellationToken);
        try
        {
            return await RunAsync(request, gate, stall).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (stall.IsStalled && !cancellationToken.IsCancellationRequested)
        {
            throw stall.Fault(exception);
        }
    }

    internal static string FerryVersion { get; } =
        typeof(BackupEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private async Task<BackupResult> RunAsync(BackupRequest request, ProgressGate progress, StallGuard stall)
    {
        var started = time.GetTimestamp();
        var now = time.GetUtcNow();
        var folder = MemberNames.Encode(request.Application);
        var folderLock = await request.Destination.LockAsync(folder, stall.Token).ConfigureAwait(false);
        await using var unlocking = folderLock.ConfigureAwait(false);
        foreach (var name in folderLock.Removed)
        {
            progress.Warn(new Finding(
                FindingSeverity.Warning, "backup.interrupted-before", $"An earlier run was interrupted while writing {name}; what it left was removed."));
        }

        var reference = new ArchiveReference(
            request.Destination, $"{folder}/{await NextNameAsync(request, folder, now, stall.Token).ConfigureAwait(false)}");
        CrashPoint.Reached("backup.before-create");
        var archive = await ArchiveWriter.CreateAsync(request.Destination, reference.Name, time, stall.Token).ConfigureAwait(false);
        await using var closing = archive.ConfigureAwait(false);
        CrashPoint.Reached("backup.created");

        var run = new BackupRun(request, archive, progress, stall);
        var databases = await ReadAllAsync(run).ConfigureAwait(false);
        var manifest = new Manifest
        {
            Format = Manifest.CurrentFormat,
            Ferry = FerryVersion,
            Application = request.Application,
            Environment = request.Environment,
            CreatedAt = now,
            Seconds = time.GetElapsedTime(started).TotalSeconds,
            Databases = databases,
            Files = archive.Files,
            Warnings = progress.Warnings,
        };
        stall.Enter("seal");
        progress.Report(new PhaseStarted("seal", null));
        await archive.CompleteAsync(manifest, stall.Token).ConfigureAwait(false);
        return new BackupResult(
            reference, Location(reference), manifest, archive.Bytes, time.GetElapsedTime(started), progress.Warnings);
    }

    private async Task<List<ManifestDatabase>> ReadAllAsync(BackupRun run)
    {
        var readme = Encoding.UTF8.GetBytes(ArchiveReadme.Write(run.Request, providers));
        await run.Archive.WriteFileAsync("README.txt", (text, token) => text.WriteAsync(readme, token).AsTask(), run.Stall.Token).ConfigureAwait(false);
        var databases = new List<ManifestDatabase>();
        foreach (var (key, target) in run.Request.Databases)
        {
            databases.Add(await ReadAsync(run, key, target, run.Stall.Token).ConfigureAwait(false));
            foreach (var warning in databases[^1].Consistency.Warnings)
            {
                run.Progress.Warn(new Finding(FindingSeverity.Warning, "backup.consistency", warning));
            }
        }

        return databases;
    }

    private async Task<ManifestDatabase> ReadAsync(BackupRun run, string key, DatabaseTarget target, CancellationToken cancellationToken)
    {
        target = target.ForBackup();
        run.Stall.Enter("connect");
        run.Progress.Report(new PhaseStarted("connect", key, target.Display));
        TlsNotice.Raise(run.Progress, target);
        var provider = providers.For(target.Engine);
        var session = await provider.OpenAsync(target, SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        await using var closing = session.ConfigureAwait(false);
        return provider.Scripter is { } scripter && provider.Capabilities.Form == BackupForm.Logical
            ? await new LogicalBackup(run, key, scripter).RunAsync(session, cancellationToken).ConfigureAwait(false)
            : await new ImageBackup(run, key, provider).RunAsync(session, target, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<string> NextNameAsync(
        BackupRequest request, string folder, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await foreach (var file in request.Destination.ListAsync(folder, cancellationToken).ConfigureAwait(false))
        {
            taken.Add(file.Name[(file.Name.LastIndexOf('/') + 1)..]);
        }

        return ArchiveName.Next(request.Environment, now, taken).FileName;
    }

    private static string Location(ArchiveReference reference) =>
        reference.Storage is FileStorage files ? files.PathOf(reference.Name) : $"{reference.Storage.Location}/{reference.Name}";
}
