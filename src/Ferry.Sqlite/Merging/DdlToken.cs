namespace Ferry.Sqlite.Merging;

/// <summary>A word, a quoted name or text, or one other character of a definition.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Depth">How many parentheses are open around it; a parenthesis itself counts as outside.</param>
internal readonly record struct DdlToken(string Text, int Start, int Depth)
{
    public int End => Start + Text.Length;

    public bool Is(string keyword) => string.Equals(Text, keyword, StringComparison.OrdinalIgnoreCase);
}
