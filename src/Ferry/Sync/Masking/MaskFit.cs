using Ferry.Environments;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Masking.Keyed;
using Ferry.Sync.Masking.Kinds;

namespace Ferry.Sync.Masking;

/// <summary>Whether a kind fits a column: its type, its length, its uniqueness.</summary>
internal static class MaskFit
{
    private const int UuidLength = 32;

    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Problem(MaskRule rule, MaskedColumn column)
    {
        var place = $"{rule.Key}: {column.Table}.{column.Column.Name} ({column.Column.Type})";
        var kind = SettingConverter.Words(rule.Kind);
        if (column.Column.Generated)
        {
            return $"{place} is computed by the server; mask the columns it is computed from.";
        }

        if (!Takes(rule.Kind, column.Shape))
        {
            return rule.Kind == MaskKind.Null ? $"{place} does not take NULL."
                : rule.Kind == MaskKind.Constant ? $"{place} does not take the constant '{rule.Options.Value}'."
                : $"{place} does not take the kind {kind}; use {string.Join(", ", Fitting(column.Shape))}.";
        }

        if (rule.Options.Value is { } text && text.Length > column.MaxCharacters)
        {
            return $"{place} is too short for the value '{text}'.";
        }

        return column.Unique ? UniqueProblem(rule, column, place, kind) : null;
    }

    private static string? UniqueProblem(MaskRule rule, MaskedColumn column, string place, string kind)
    {
        if (rule.Kind is MaskKind.Constant or MaskKind.Redact or MaskKind.Text or MaskKind.Password or MaskKind.NumberNoise
            || (rule.Kind == MaskKind.DateShift && rule.Options.By is not null))
        {
            return $"{place} is part of a unique key, and {kind} gives different values the same mask; use {string.Join(", ", Fitting(column.Shape, unique: true))}.";
        }

        var needed = LeastCharacters(rule);
        var digits = rule.Options.Length ?? HashMask.Longest;
        return needed > column.MaxCharacters || (rule.Kind == MaskKind.Hash && digits < needed)
            ? $"{place} is part of a unique key and too short for different masks by {kind}, which needs {needed} characters; use token."
            : null;
    }

    private static int LeastCharacters(MaskRule rule) => rule.Kind switch
    {
        MaskKind.Email => EmailMask.Shortest(rule.Options.Domain),
        MaskKind.Username or MaskKind.Name or MaskKind.FirstName or MaskKind.LastName or MaskKind.Company or MaskKind.Address or MaskKind.City => TokenText.LeastUnique,
        MaskKind.Hash => HashMask.LeastUnique,
        _ => 0,
    };

    private static IEnumerable<string> Fitting(FieldShape shape, bool unique = false) => Enum.GetValues<MaskKind>()
        .Where(kind => kind is not (MaskKind.Keep or MaskKind.Constant or MaskKind.Regex or MaskKind.Custom) && Takes(kind, shape))
        .Where(kind => !unique || kind is MaskKind.Email or MaskKind.Username or MaskKind.Token or MaskKind.Hash or MaskKind.Uuid or MaskKind.Permute or MaskKind.DateShift or MaskKind.Phone)
        .Select(kind => SettingConverter.Words(kind)).Append("constant").Where(kind => !unique || kind != "constant");

    /// <summary>Whether a column of this shape can hold the masks of a kind.</summary>
    public static bool Takes(MaskKind kind, FieldShape shape) => kind switch
    {
        MaskKind.Keep or MaskKind.Custom => true,
        MaskKind.Null => shape.Nullable,
        MaskKind.Constant => true,
        MaskKind.Permute => shape.Family is ColumnFamily.Any or ColumnFamily.Integer,
        MaskKind.NumberNoise => shape.Family is ColumnFamily.Any or ColumnFamily.Integer or ColumnFamily.Decimal or ColumnFamily.Real,
        MaskKind.DateShift => shape.Family is ColumnFamily.Date or ColumnFamily.DateTime or ColumnFamily.Integer || IsText(shape),
        MaskKind.Uuid => shape.Family == ColumnFamily.Uuid || (IsText(shape) && (shape.MaxCharacters ?? int.MaxValue) >= UuidLength),
        MaskKind.Ip => shape.Family == ColumnFamily.Address || IsText(shape),
        MaskKind.Phone or MaskKind.Card => IsText(shape) || (shape.Family == ColumnFamily.Integer && shape.Range.Greatest >= long.MaxValue),
        _ => IsText(shape),
    };

    private static bool IsText(FieldShape shape) => shape.Family is ColumnFamily.Any or ColumnFamily.Text or ColumnFamily.Binary;
}
