using System.Globalization;
using System.Text.RegularExpressions;
using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Model;

namespace Ferry.Sync.Drift;

/// <summary>Compares the types of one column on both sides: what the source can hold and the target cannot is to be looked for in the rows.</summary>
internal sealed partial class ColumnDrift(string table, ColumnPair column, RowFormat format)
{
    private readonly FieldShape _source = FieldShape.Of(column.Source, format);
    private readonly FieldShape _target = FieldShape.Of(column.Target.Column, format);

    public IEnumerable<RowCheck> Checks()
    {
        if (column.Source.Nullable && !column.Target.Column.Nullable)
        {
            yield return Fails(new(column.Target, CellCheckKind.Null), "that the target refuses: NULL", "Fill the values in the source, or let the column take NULL.");
        }

        // SQLite's types set no limits.
        foreach (var check in format == RowFormat.Typed ? [] : Limits())
        {
            yield return check;
        }
    }

    /// <summary>Whether two names of collations mean the same; utf8 is what older servers call utf8mb3.</summary>
    public static bool SameCollation(string left, string right) =>
        string.Equals(left.Replace("utf8mb3_", "utf8_", StringComparison.OrdinalIgnoreCase), right.Replace("utf8mb3_", "utf8_", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase);

    public static bool IsUuid(Column column) => column.Type.StartsWith("uuid", StringComparison.OrdinalIgnoreCase);

    public static bool IsBytes(Column column) => BytesType().IsMatch(column.Type);

    private IEnumerable<RowCheck> Limits() => _target.Family switch
    {
        ColumnFamily.Text => [.. Length(), .. Characters()],
        ColumnFamily.Binary => Length(),
        ColumnFamily.Integer or ColumnFamily.Decimal => Number(),
        ColumnFamily.Real when IsWords(_source) => [Fails(new(column.Target, CellCheckKind.Number), "that are no numbers", "Correct them in the source, or give both sides the same type.")],
        ColumnFamily.Date or ColumnFamily.DateTime => Moments(),
        ColumnFamily.Choice => Members(),
        ColumnFamily.Json when _source.Family != ColumnFamily.Json => [Fails(new(column.Target, CellCheckKind.Json), "that are no JSON", "Correct them in the source.")],
        ColumnFamily.Uuid when _source.Family == ColumnFamily.Text => [Fails(new(column.Target, CellCheckKind.Uuid), "that are no uuids", "Correct them in the source, or let the target's column be char(36).")],
        _ => [],
    };

    private IEnumerable<RowCheck> Length()
    {
        var (most, unit, kind) = _target.MaxCharacters is { } characters
            ? (characters, "characters", CellCheckKind.Characters)
            : (_target.MaxBytes ?? 0, "bytes", CellCheckKind.Bytes);
        var theirs = kind == CellCheckKind.Characters ? _source.MaxCharacters : _source.MaxBytes;
        if (most > 0 && (theirs ?? int.MaxValue) > most && _source.Family is ColumnFamily.Text or ColumnFamily.Binary or ColumnFamily.Json)
        {
            yield return Fails(
                new(column.Target, kind) { Limit = most }, string.Create(CultureInfo.InvariantCulture, $"longer than the {most:N0} {unit} that the target takes"), "Widen the column in the target.");
        }
    }

    private IEnumerable<RowCheck> Characters()
    {
        if (column.Target.Charset is { } target && CharsetOf(column.Source.Collation) is { } source && !Holds(target, source))
        {
            yield return Fails(
                new(column.Target, CellCheckKind.Charset), $"with characters that {target} lacks, such as {(target.StartsWith("utf8", StringComparison.Ordinal) ? "emoji" : "those of other scripts")}",
                $"Convert the table in the target: ALTER TABLE {table} CONVERT TO CHARACTER SET utf8mb4.");
        }
    }

    private IEnumerable<RowCheck> Number()
    {
        if (IsWords(_source))
        {
            yield return Fails(new(column.Target, CellCheckKind.Number), "that are no numbers", "Correct them in the source, or give both sides the same type.");
        }

        var (least, greatest) = _target.Range;
        if (!IsNumber(_source) || _source.Family == ColumnFamily.Real || _source.Range.Least < least || _source.Range.Greatest > greatest)
        {
            yield return Fails(
                new(column.Target, CellCheckKind.Range) { Least = End(least), Greatest = End(greatest) }, $"outside of {End(least)} to {End(greatest)}, all that the target takes", "Widen the column in the target.");
        }

        var scale = _target.Scale ?? 0;
        if (_source.Family is not ColumnFamily.Integer && (_source.Family != ColumnFamily.Decimal || (_source.Scale ?? 0) > scale))
        {
            yield return Changes(new(column.Target, CellCheckKind.Digits) { Limit = scale }, $"with more than {scale} digits after the point, which are rounded", "Widen the column in the target.");
        }
    }

    /// <summary>The last number that the target takes, with its digits after the point.</summary>
    private string End(Int128 whole) => _target.Scale is > 0 and var scale && whole != 0 ? $"{Text(whole)}.{new string('9', scale)}" : Text(whole);

    private IEnumerable<RowCheck> Moments()
    {
        if (_source.Family is not (ColumnFamily.Date or ColumnFamily.DateTime))
        {
            yield return Fails(new(column.Target, CellCheckKind.Date), "that are no dates", "Correct them in the source, or give both sides the same type.");
            yield break;
        }

        if (_source.Family == ColumnFamily.DateTime && _target.Family == ColumnFamily.Date)
        {
            yield return Changes(new(column.Target, CellCheckKind.TimeOfDay), "with a time of day, which is cut off", "Let the target's column keep times.");
        }
        else if (_source.Fraction > _target.Fraction)
        {
            yield return Changes(new(column.Target, CellCheckKind.Fraction) { Limit = _target.Fraction }, $"with more than {_target.Fraction} digits of a second, which are rounded", "Widen the column in the target.");
        }

        if (_source.Dates.First < _target.Dates.First || _source.Dates.Last > _target.Dates.Last)
        {
            var (first, last) = (Text(_target.Dates.First), Text(_target.Dates.Last));
            yield return Fails(new(column.Target, CellCheckKind.Moment) { Least = first, Greatest = last }, $"before {first} or after {last}, which a timestamp cannot keep", "Make it a datetime in the target.");
        }
    }

    private IEnumerable<RowCheck> Members()
    {
        if (_source.Members.Count == 0 || _source.Members.Except(_target.Members, StringComparer.OrdinalIgnoreCase).Any())
        {
            var kind = _target.TypeName == "set" ? CellCheckKind.Members : CellCheckKind.Member;
            var unknown = _source.Members.Except(_target.Members, StringComparer.OrdinalIgnoreCase).ToList();
            yield return Fails(
                new(column.Target, kind) { Members = _target.Members }, $"that the target does not know{(unknown.Count == 0 ? "" : $" ({string.Join(", ", unknown)})")}",
                $"Add them to {table}.{column.Name} in the target.");
        }
    }

    private RowCheck Fails(CellCheck check, string fault, string remedy) => new(table, check, FindingSeverity.Failure, fault, remedy);

    private RowCheck Changes(CellCheck check, string fault, string remedy) => new(table, check, FindingSeverity.Warning, fault, remedy);

    private static bool IsNumber(FieldShape shape) => shape.Family is ColumnFamily.Integer or ColumnFamily.Decimal or ColumnFamily.Real;

    private static bool IsWords(FieldShape shape) => shape.Family is ColumnFamily.Text or ColumnFamily.Choice or ColumnFamily.Json;

    /// <summary>Whether every character of one set is in the other. Sets of one byte hold only their own.</summary>
    private static bool Holds(string target, string source) =>
        Plain(target) == Plain(source) || target is "utf8mb4" or "utf16" or "utf16le" or "utf32" || source == "ascii"
        || (Plain(target) is "utf8" or "ucs2" && source is not ("utf8mb4" or "utf16" or "utf16le" or "utf32" or "gb18030"));

    private static string Plain(string charset) => charset == "utf8mb3" ? "utf8" : charset;

    private static string? CharsetOf(string? collation) => collation?.Split('_')[0];

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(DateTime moment) => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*((var)?binary|(tiny|medium|long)?blob)\b", RegexOptions.IgnoreCase)]
    private static partial Regex BytesType();
}
