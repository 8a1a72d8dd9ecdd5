namespace Ferry.Sync.Rules;

/// <summary>One column of a natural key, and what is done to both sides' values before they are compared. An empty text counts as NULL, and NULL matches nothing.</summary>
/// <param name="Column">The column.</param>
/// <param name="Normalisers">Functions to apply, the innermost first: <c>lower</c>, <c>trim</c>.</param>
internal sealed record KeyTerm(string Column, IReadOnlyList<string> Normalisers)
{
    private static readonly string[] _known = ["lower", "trim"];

    /// <summary>Reads a column in as many functions as are around it.</summary>
    public static KeyTerm? Parse(string text, Action<string> problem)
    {
        var normalisers = new List<string>();
        var rest = text.Trim();
        for (var call = Call.Of(rest); call is not null; call = Call.Of(rest))
        {
            var known = Array.Find(_known, name => string.Equals(name, call.Name, StringComparison.OrdinalIgnoreCase));
            if (known is null)
            {
                problem($"'{call.Name}' is no way to normalise a key: use {string.Join(" or ", _known)}.{Environments.NearestName.Hint(call.Name, _known)}");
                return null;
            }

            normalisers.Insert(0, known);
            rest = call.Argument;
        }

        if (rest.Length == 0)
        {
            problem($"'{text}' names no column.");
            return null;
        }

        return new(rest, normalisers);
    }

    /// <summary>As the configuration writes it.</summary>
    public override string ToString() => Normalisers.Aggregate(Column, (inner, function) => $"{function}({inner})");
}
