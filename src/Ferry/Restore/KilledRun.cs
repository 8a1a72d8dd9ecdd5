using Ferry.Loading;

namespace Ferry.Restore;

/// <summary>Says what a restore that was killed had done to the targets of this one.</summary>
internal static class KilledRun
{
    /// <param name="found">Targets by name, in the order of the plan, and what was found of each.</param>
    /// <returns>Null when no run was killed while it replaced them.</returns>
    public static Finding? Describe(IReadOnlyList<(string Target, InterruptedSwap Found)> found)
    {
        if (found.All(target => target.Found == InterruptedSwap.None))
        {
            return null;
        }

        var parts = new[]
        {
            Sentence(InterruptedSwap.Replaced, "It had replaced"), Sentence(InterruptedSwap.PutBack, "Half replaced, and put back as before by this run:"),
            Sentence(InterruptedSwap.None, "It had not touched"),
        };
        return new Finding(
            FindingSeverity.Warning, "restore.killed-run", $"An earlier restore was killed while it replaced databases. {string.Join(" ", parts.OfType<string>())}",
            "This restore has replaced all that it names; ferry list shows the safety backup of the earlier one.");

        string? Sentence(InterruptedSwap state, string words)
        {
            var names = found.Where(target => target.Found == state).Select(target => target.Target).ToList();
            return names.Count == 0 ? null : $"{words} {string.Join(", ", names)}.";
        }
    }
}
