namespace Ferry.MySql.Ddl;

/// <summary>A piece of SQL text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Number of its characters.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length)
{
    /// <summary>Index after its last character.</summary>
    public int End => Start + Length;

    /// <summary>Whether it means something to the server.</summary>
    public bool IsSignificant => Kind is not (SqlTokenKind.Blank or SqlTokenKind.Comment
        or SqlTokenKind.ConditionalStart or SqlTokenKind.ConditionalEnd);

    /// <summary>Whether it can be a name.</summary>
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.QuotedName;
}
