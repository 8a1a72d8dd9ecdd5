namespace Ferry.Merging;

/// <summary>How values are found that do not fit a column.</summary>
public interface ICheckDialect
{
    /// <summary>The condition that a value does not fit. NULL fits wherever the check does not ask for it.</summary>
    /// <param name="check">What to look for.</param>
    /// <param name="value">An expression for the value, of the type that it has in the source.</param>
    string Misfit(CellCheck check, string value);
}
