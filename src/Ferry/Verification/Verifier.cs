using Ferry.Archives;
using Ferry.Pipeline;
using Ferry.Progress;

namespace Ferry.Verification;

/// <summary>Reads every byte of an archive and checks every hash, size and row count against the manifest.</summary>
/// <param name="time">The clock.</param>
public sealed class Verifier(TimeProvider time)
{
    private static readonly TimeSpan StallTimeout = TimeSpan.FromMinutes(5);

    /// <summary>Verifies one archive.</summary>
    /// <param name="reference">Which archive.</param>
    /// <param name="progress">Told of tables and rows; may be null.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    /// <returns>What was read, when all of it is right.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Integrity"/> naming the chunk and table;
    /// <see cref="FailureKind.Unsupported"/> for what is no archive.</exception>
    public async Task<VerifyResult> VerifyAsync(
        ArchiveReference reference, IProgress<ProgressEvent>? progress, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        using var stall = new StallGuard(StallTimeout, time, cancellationToken);
        var archive = await ArchiveReader.OpenAsync(reference, stall.Token).ConfigureAwait(false);
        await using var closing = archive.ConfigureAwait(false);
        var bytes = await new ArchiveVerification(archive, new ProgressGate(progress, time), stall).DecodeAsync(stall.Token).ConfigureAwait(false);
        return new VerifyResult(
            reference, archive.Manifest, bytes, archive.Manifest.Databases.Sum(database => database.Rows), time.GetElapsedTime(started));
    }
}
