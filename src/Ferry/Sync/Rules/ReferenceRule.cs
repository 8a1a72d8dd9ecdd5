namespace Ferry.Sync.Rules;

/// <summary>A reference that the database does not declare.</summary>
/// <param name="Table">The referring table.</param>
/// <param name="Columns">The referring columns.</param>
/// <param name="Targets">The tables that are meant.</param>
internal sealed record ReferenceRule(string Table, IReadOnlyList<string> Columns, IReadOnlyList<ReferenceTarget> Targets)
{
    /// <summary>Where in a JSON value the reference is; null when the column itself refers.</summary>
    public JsonPath? JsonPath { get; init; }

    /// <summary>The column that says which table is meant; null when it is always the same.</summary>
    public string? TypeColumn { get; init; }

    /// <summary>The key under which the configuration has it.</summary>
    public string Setting => $"{Table}.{string.Join(',', Columns)}{JsonPath}";
}
