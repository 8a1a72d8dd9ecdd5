using Ferry.Archives;
using Ferry.Loading;
using Ferry.Progress;

namespace Ferry.Restore;

/// <summary>Puts loaded databases into their places one after the other: all of them, or none.</summary>
/// <param name="safety">The backup of what they held before; null when nothing was there.</param>
/// <param name="progress">Told of what is left over.</param>
internal sealed class JointReplacement(ArchiveReference? safety, ProgressGate progress)
{
    private readonly List<(ILoadedDatabase Database, IReplacement Replacement)> _replaced = [];

    /// <summary>Replaces. When one cannot be replaced, those before it are put back.</summary>
    public async Task RunAsync(IReadOnlyList<ILoadedDatabase> loaded, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var database in loaded)
            {
                cancellationToken.ThrowIfCancellationRequested();
                _replaced.Add((database, await database.ReplaceAsync(cancellationToken).ConfigureAwait(false)));
            }
        }
        catch (Exception cause) when (_replaced.Count > 0)
        {
            await PutBackAsync(cause).ConfigureAwait(false);
            throw;
        }

        CrashPoint.Reached("restore.all-replaced");
        foreach (var (database, replacement) in _replaced)
        {
            await KeepAsync(database, replacement).ConfigureAwait(false);
            CrashPoint.Reached("restore.kept");
        }
    }

    private async Task PutBackAsync(Exception cause)
    {
        var back = new List<string>();
        var failures = new List<(string Name, Exception Failure)>();
        foreach (var (database, replacement) in Enumerable.Reverse(_replaced))
        {
            try
            {
                await replacement.PutBackAsync(CancellationToken.None).ConfigureAwait(false);
                back.Add(database.Target.Display);
            }
            catch (FerryException failure)
            {
                failures.Add((database.Target.Display, failure));
            }
        }

        if (failures.Count > 0)
        {
            throw InPart(cause, failures);
        }

        if (cause is FerryException first)
        {
            throw new FerryException(
                first.Kind, first.Code, first.Message, $"{first.Reason} Put back as they were before this restore: {string.Join(", ", back)}.".TrimStart(), first.Remedy, cause);
        }
    }

    private FerryException InPart(Exception cause, List<(string Name, Exception Failure)> failures)
    {
        var names = string.Join(", ", failures.Select(failure => failure.Name));
        return new FerryException(
            FailureKind.Destination, "restore.replaced-in-part", $"These databases were replaced and could not be put back: {names}. All others are as they were.",
            $"{cause.Message}; then: {string.Join("; ", failures.Select(failure => failure.Failure.Message))}",
            safety is null
                ? "Run the restore again."
                : $"Run the restore again, or go back to the safety backup {safety.ShortName}, which holds what they held before.",
            new AggregateException([cause, .. failures.Select(failure => failure.Failure)]));
    }

    private async Task KeepAsync(ILoadedDatabase database, IReplacement replacement)
    {
        try
        {
            await replacement.KeepAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (FerryException exception)
        {
            progress.Warn(new(
                FindingSeverity.Warning, "restore.leftover", $"{database.Target.Display} is restored, but what it held before is still beside it: {exception.Message} {exception.Reason}".TrimEnd(),
                "The next restore into it removes that."));
        }
    }
}
