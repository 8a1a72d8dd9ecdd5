namespace Ferry.MySql.Ddl;

/// <summary>What a piece of SQL text is.</summary>
internal enum SqlTokenKind
{
    /// <summary>Blanks and line ends.</summary>
    Blank,

    /// <summary>A comment that no server executes.</summary>
    Comment,

    /// <summary>The opening of a comment that servers execute: <c>/*!50100</c> or <c>/*M!100100</c>.</summary>
    ConditionalStart,

    /// <summary>The end of a conditional comment.</summary>
    ConditionalEnd,

    /// <summary>A bare word: keyword or unquoted name.</summary>
    Word,

    /// <summary>A name in backticks, or in double quotes under ANSI_QUOTES.</summary>
    QuotedName,

    /// <summary>A text literal, its introducer not included.</summary>
    Text,

    /// <summary>A number, hexadecimal and binary forms included.</summary>
    Number,

    /// <summary>Any other single character.</summary>
    Symbol,
}
