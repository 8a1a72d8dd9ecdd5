using Ferry.Schema;

namespace Ferry.Backup;

/// <summary>What a catalog could not read whole is refused, or said aloud when the user allows it.</summary>
internal static class Omissions
{
    public static void Demand(BackupRun run, string key, Catalog catalog)
    {
        if (catalog.Omissions.Count == 0)
        {
            return;
        }

        if (!run.Request.AllowOmissions)
        {
            throw new FerryException(
                FailureKind.Refused, "backup.omissions", $"{catalog.Omissions.Count} objects of {key} cannot be backed up whole.",
                string.Join(" ", catalog.Omissions.Select(omission => omission.Message)),
                catalog.Omissions[0].Remedy is { } remedy
                    ? $"{remedy} Or leave them out knowingly with --allow-omissions."
                    : "Mend or drop them, or leave them out knowingly with --allow-omissions.");
        }

        foreach (var omission in catalog.Omissions)
        {
            run.Progress.Warn(omission with { Severity = FindingSeverity.Warning });
        }
    }
}
