using Ferry.Environments;

namespace Ferry.Sync.Masking;

/// <summary>One configured rule.</summary>
/// <param name="Key">As it is written: <c>users.email</c>.</param>
/// <param name="Table">Name or glob of the table.</param>
/// <param name="Column">Name or glob of the column.</param>
/// <param name="Kind">What takes the place of the values.</param>
/// <param name="Options">Its parameters.</param>
internal sealed record MaskRule(string Key, string Table, string Column, MaskKind Kind, MaskOptions Options)
{
    /// <summary>On which rows it works; null for all.</summary>
    public RowCondition? When { get; } = Options.When is null ? null : RowCondition.Parse(Options.When);

    public bool NamesTable => !IsGlob(Table);

    public bool NamesColumn => !IsGlob(Column);

    /// <summary>Names go before globs, and the table's before the column's.</summary>
    public int Precision => (NamesTable ? 2 : 0) + (NamesColumn ? 1 : 0);

    public bool IsAbout(string table) => Matches(Table, table);

    public bool IsAbout(string table, string column) => Matches(Table, table) && Matches(Column, column);

    private static bool IsGlob(string pattern) => pattern.AsSpan().IndexOfAny('*', '?') >= 0;

    private static bool Matches(string pattern, string name) => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
}
