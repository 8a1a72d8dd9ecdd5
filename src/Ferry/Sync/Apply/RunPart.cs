using Ferry.Sync.History;

namespace Ferry.Sync.Apply;

/// <summary>Statements of a run that are committed together.</summary>
/// <param name="Number">Which part of the run.</param>
/// <param name="Steps">The statements, in the order in which they are run.</param>
/// <param name="Size">Rows that it writes.</param>
internal sealed record RunPart(int Number, IReadOnlyList<SyncStep> Steps, long Size)
{
    private IReadOnlyList<int> Needs => Steps[0].Needs;

    /// <summary>Whether another part must have been committed before this one begins.</summary>
    public bool Follows(RunPart other) => Needs.Contains(other.Number);

    /// <summary>The tables that it writes.</summary>
    public IEnumerable<string> Tables => Steps.Where(step => step.Phase != StepPhase.Claim).Select(step => step.Table);

    /// <summary>The parts of a run, each before those that need it.</summary>
    /// <param name="steps">All statements.</param>
    /// <param name="tables">What the plan says of the tables.</param>
    public static IReadOnlyList<RunPart> Of(IEnumerable<SyncStep> steps, IReadOnlyList<SyncTablePlan> tables)
    {
        var written = tables.ToDictionary(table => table.Name, table => table.Inserted + table.Updated, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. steps.GroupBy(step => step.Part).OrderBy(part => part.Key)
                .Select(part => new RunPart(part.Key, [.. part], part.Select(step => step.Table).Distinct(StringComparer.OrdinalIgnoreCase).Sum(table => written.GetValueOrDefault(table)))),
        ];
    }
}
