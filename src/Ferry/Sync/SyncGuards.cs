using Ferry.Databases;
using Ferry.Guards;
using Ferry.Progress;

namespace Ferry.Sync;

/// <summary>What is refused before anything is opened.</summary>
internal static class SyncGuards
{
    public static void Demand(SyncRequest request)
    {
        if (request.Protected && !string.Equals(request.Confirmation, request.Environment, StringComparison.Ordinal))
        {
            throw new FerryException(
                FailureKind.Refused, "sync.protected", $"The environment {request.Environment} is protected; nothing was changed.",
                "Merging into it needs its name, typed out.", $"Confirm with --confirm {request.Environment}.");
        }
    }

    /// <summary>Refuses a target that is the source under another name, before anything, a staging area included, is made in it.</summary>
    /// <param name="providers">The engines.</param>
    /// <param name="source">The live source; null for a backup, which may well be merged into the database that it was made of.</param>
    /// <param name="target">The target.</param>
    /// <param name="progress">Is reminded of connections that prove nothing.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public static async Task DemandOtherAsync(
        ProviderRegistry providers, DatabaseTarget? source, DatabaseTarget target, ProgressGate progress, CancellationToken cancellationToken)
    {
        TlsNotice.Raise(progress, target);
        if (source is null)
        {
            return;
        }

        TlsNotice.Raise(progress, source);
        var from = await providers.For(source.Engine).OpenAsync(source.ForBackup(), SessionAccess.Read, cancellationToken).ConfigureAwait(false);
        await using var closingFrom = from.ConfigureAwait(false);
        var into = await providers.For(target.Engine).OpenAsync(target with { Replica = null }, SessionAccess.Write, cancellationToken).ConfigureAwait(false);
        await using var closingInto = into.ConfigureAwait(false);
        await SameDatabase.RefuseAsync(from, into, cancellationToken).ConfigureAwait(false);
    }

    public static void DemandUnblocked(SyncPlan plan)
    {
        var failures = plan.Databases.SelectMany(database => database.Findings).Where(finding => finding.Severity == FindingSeverity.Failure).ToList();
        if (failures.Count > 0)
        {
            throw new FerryException(
                FailureKind.Refused, failures[0].Code, "The sync was refused before anything was changed.", string.Join(" ", failures.Select(failure => failure.Message)), failures[0].Remedy);
        }
    }
}
