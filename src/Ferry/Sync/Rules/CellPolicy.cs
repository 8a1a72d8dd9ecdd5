using Ferry.Environments;

namespace Ferry.Sync.Rules;

/// <summary>Whose value a cell gets, with what the choice needs.</summary>
/// <param name="Kind">Whose.</param>
/// <param name="Argument">The column of <see cref="PolicyKind.Newer"/>, what stands between the elements of <see cref="PolicyKind.Union"/> or <see cref="Json"/>, the SQL of <see cref="PolicyKind.Recompute"/>; null for the others.</param>
internal sealed record CellPolicy(PolicyKind Kind, string? Argument = null)
{
    /// <summary>The argument of <see cref="PolicyKind.Union"/> for texts that hold JSON arrays.</summary>
    public const string Json = "json";

    private static readonly string[] _words =
    [
        .. Enum.GetValues<PolicyKind>().Where(kind => kind is not (PolicyKind.Newer or PolicyKind.Recompute)).Select(kind => SettingConverter.Words(kind)), "newer(column)", "union(separator)",
    ];

    public static CellPolicy? Of(PolicyOptions options, Action<string> problem)
    {
        if (options.Policy is null == options.Recompute is null)
        {
            problem("needs either a policy such as \"source\", or { \"Recompute\": \"SQL\" }.");
            return null;
        }

        return options.Recompute is { } sql ? new(PolicyKind.Recompute, sql.Trim()) : Parse(options.Policy!.Trim(), problem);
    }

    /// <summary>As the configuration writes it.</summary>
    public override string ToString() => Kind is PolicyKind.Newer or PolicyKind.Union && Argument is not null ? $"{SettingConverter.Words(Kind)}({Argument})" : SettingConverter.Words(Kind);

    private static CellPolicy? Parse(string text, Action<string> problem)
    {
        if (Call.Of(text) is { Name: var name, Argument: { Length: > 0 } column } && string.Equals(name, "newer", StringComparison.OrdinalIgnoreCase))
        {
            return new(PolicyKind.Newer, column);
        }

        if (text.StartsWith("union(", StringComparison.OrdinalIgnoreCase) && text.EndsWith(')') && text.Length > "union()".Length)
        {
            return Union(text["union(".Length..^1], problem);
        }

        foreach (var kind in Enum.GetValues<PolicyKind>().Where(kind => kind is not (PolicyKind.Newer or PolicyKind.Recompute)))
        {
            if (string.Equals(SettingConverter.Words(kind), text, StringComparison.OrdinalIgnoreCase))
            {
                return new(kind);
            }
        }

        problem($"'{text}' is no policy.{NearestName.Hint(text, _words)} There are {string.Join(", ", _words)}, and {{ \"Recompute\": \"SQL\" }}.");
        return null;
    }

    // A blank may be meant, so nothing is trimmed.
    private static CellPolicy? Union(string between, Action<string> problem)
    {
        if (string.Equals(between, Json, StringComparison.OrdinalIgnoreCase))
        {
            return new(PolicyKind.Union, Json);
        }

        if (between.Any(letter => char.IsLetterOrDigit(letter) || char.IsControl(letter) || char.IsSurrogate(letter) || letter is '"' or '\\'))
        {
            problem($"'{between}' cannot stand between the elements of a list: use signs such as \",\", \", \" or \"|\", or \"union(json)\" for JSON arrays.");
            return null;
        }

        return new(PolicyKind.Union, between);
    }
}
