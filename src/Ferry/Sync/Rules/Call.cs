namespace Ferry.Sync.Rules;

/// <summary>A word with something in parentheses behind it: <c>newer(updated_at)</c>.</summary>
/// <param name="Name">The word.</param>
/// <param name="Argument">What is in the parentheses.</param>
internal sealed record Call(string Name, string Argument)
{
    /// <summary>Reads one; null when the text is none.</summary>
    public static Call? Of(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        return open > 0 && text.EndsWith(')') ? new(text[..open].Trim(), text[(open + 1)..^1].Trim()) : null;
    }
}
