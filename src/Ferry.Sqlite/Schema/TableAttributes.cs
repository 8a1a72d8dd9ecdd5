namespace Ferry.Sqlite.Schema;

/// <summary>Keys of <see cref="Ferry.Schema.Table.Attributes"/>.</summary>
internal static class TableAttributes
{
    /// <summary>Name by which the hidden rowid is read; absent when the rowid is a declared column or there is none.</summary>
    public const string HiddenRowid = "hidden_rowid";

    /// <summary>The virtual table whose rows a shadow table keeps.</summary>
    public const string ShadowOf = "shadow_of";

    public const string WithoutRowid = "without_rowid";

    public const string Strict = "strict";

    /// <summary>The AUTOINCREMENT counter, from <c>sqlite_sequence</c>.</summary>
    public const string Sequence = "sequence";

    /// <summary>The planner's statistics, from <c>sqlite_stat1</c>.</summary>
    public const string Statistics = "sqlite_stat1";
}
