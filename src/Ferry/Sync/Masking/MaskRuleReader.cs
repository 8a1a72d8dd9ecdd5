using System.Text.RegularExpressions;
using Ferry.Environments;

namespace Ferry.Sync.Masking;

/// <summary>Reads one rule, without knowing the database.</summary>
internal static class MaskRuleReader
{
    private static readonly IReadOnlyList<(string Name, Func<MaskOptions, object?> Value, MaskKind[] Kinds)> Parameters =
    [
        (nameof(MaskOptions.Value), options => options.Value, [MaskKind.Constant, MaskKind.Password]),
        (nameof(MaskOptions.Length), options => options.Length, [MaskKind.Hash]),
        (nameof(MaskOptions.Keep), options => options.Keep, [MaskKind.Redact]),
        (nameof(MaskOptions.Domain), options => options.Domain, [MaskKind.Email]),
        (nameof(MaskOptions.Days), options => options.Days, [MaskKind.DateShift]),
        (nameof(MaskOptions.By), options => options.By, [MaskKind.DateShift]),
        (nameof(MaskOptions.Percent), options => options.Percent, [MaskKind.NumberNoise]),
        (nameof(MaskOptions.Digits), options => options.Digits, [MaskKind.Permute]),
        (nameof(MaskOptions.Pattern), options => options.Pattern, [MaskKind.Regex]),
        (nameof(MaskOptions.Replacement), options => options.Replacement, [MaskKind.Regex]),
        (nameof(MaskOptions.Type), options => options.Type, [MaskKind.Custom]),
        (nameof(MaskOptions.Assembly), options => options.Assembly, [MaskKind.Custom]),
    ];

    public static MaskRule Read(string key, MaskOptions options)
    {
        var dot = key.LastIndexOf('.');
        return new MaskRule(key, key[..dot].Trim(), key[(dot + 1)..].Trim(), options.Kind!.Value, options);
    }

    /// <summary>The rule with all its parameters, as one line.</summary>
    public static string Describe(MaskRule rule) =>
        $"{rule.Key} {rule.Kind} {string.Join(' ', Parameters.Select(parameter => parameter.Value(rule.Options) ?? "-"))} {rule.Options.When}";

    /// <summary>What is wrong with a rule; null when it can be read.</summary>
    public static string? Problem(string key, MaskOptions options)
    {
        var dot = key.LastIndexOf('.');
        if (dot <= 0 || dot == key.Length - 1)
        {
            return $"{key}: a rule is named by table.column, such as \"users.email\".";
        }

        if (options.Kind is not { } kind)
        {
            return $"{key}: Kind is missing.";
        }

        var foreign = Parameters.FirstOrDefault(parameter => parameter.Value(options) is not null && !parameter.Kinds.Contains(kind));
        return foreign.Name is not null ? $"{key}: {SettingConverter.Words(kind)} takes no {foreign.Name}; {Owners(foreign.Kinds)} does."
            : Missing(kind, options) is { } missing ? $"{key}: {SettingConverter.Words(kind)} needs {missing}."
            : kind == MaskKind.Regex && RegexProblem(options.Pattern!) is { } regex ? $"{key}: the pattern cannot be used: {regex}"
            : options.When is not null && RowCondition.Parse(options.When) is null ? $"{key}: When must be like 'role = customer' or 'email != me@example.com'."
            : options.Domain is { } domain && (domain.Length == 0 || domain.Contains('@', StringComparison.Ordinal)) ? $"{key}: Domain must be a domain without @, or keep."
            : null;
    }

    private static string? Missing(MaskKind kind, MaskOptions options) => kind switch
    {
        MaskKind.Constant when options.Value is null => nameof(MaskOptions.Value),
        MaskKind.Regex when string.IsNullOrEmpty(options.Pattern) => nameof(MaskOptions.Pattern),
        MaskKind.Custom when string.IsNullOrWhiteSpace(options.Type) => nameof(MaskOptions.Type),
        _ => null,
    };

    private static string? RegexProblem(string pattern)
    {
        try
        {
            _ = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return null;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return exception.Message;
        }
    }

    private static string Owners(MaskKind[] kinds) => string.Join(" or ", kinds.Select(kind => SettingConverter.Words(kind)));
}
