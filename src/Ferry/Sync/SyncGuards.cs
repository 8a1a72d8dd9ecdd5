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
