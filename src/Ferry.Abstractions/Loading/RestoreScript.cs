namespace Ferry.Loading;

/// <summary>Everything that a restore runs besides loading rows. A value: it can be shown, saved and compared.</summary>
/// <param name="Statements">In the order in which they must run.</param>
/// <param name="Notes">Replacements that were made, in sentences for people.</param>
public sealed record RestoreScript(IReadOnlyList<ScriptStatement> Statements, IReadOnlyList<string> Notes)
{
    /// <summary>The statements of one phase, in order.</summary>
    /// <param name="phase">The phase.</param>
    /// <returns>Possibly none.</returns>
    public IEnumerable<ScriptStatement> Of(RestorePhase phase) => Statements.Where(statement => statement.Phase == phase);
}
