using System.Globalization;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Checks;

/// <summary>Literals that a column's type takes, to be looked through for free ones. The far ends come first, where values are rare.</summary>
internal static class FreeValues
{
    private const string Letters = "~^=_.-+#zyxwvutsrqponmlkjihgfedcba9876543210";

    /// <param name="shape">What the column takes.</param>
    /// <param name="literal">Writes a text as SQL.</param>
    public static IEnumerable<string> Of(FieldShape shape, Func<string, string> literal) => (shape.Family, shape.TypeName) switch
    {
        (ColumnFamily.Binary, _) or (_, "blob") => Bytes(shape),
        (ColumnFamily.Text or ColumnFamily.Any, _) => Texts(shape.MaxCharacters ?? 2).Select(literal),
        (ColumnFamily.Choice, _) => shape.Members.Select(literal),
        (ColumnFamily.Integer or ColumnFamily.Decimal, _) => Numbers(shape.Range.Least, shape.Range.Greatest),
        (ColumnFamily.Date, _) => Days(shape).Select(day => literal(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))),
        (ColumnFamily.DateTime, _) => Days(shape).Select(day => literal(day.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))),
        (ColumnFamily.Uuid, _) => Count().Select(number => literal(string.Create(CultureInfo.InvariantCulture, $"ffffffff-ffff-4fff-bfff-{number:x12}"))),
        (_, "year") => Numbers(1901, 2155),
        (_, "time") => Enumerable.Range(0, 800 * 60).Select(minutes => literal(string.Create(CultureInfo.InvariantCulture, $"-{800 - (minutes / 60)}:{minutes % 60:00}:00"))),
        _ => [],
    };

    private static IEnumerable<string> Texts(int most) => most == 1
        ? Letters.Select(letter => letter.ToString())
        : Letters.SelectMany(first => Letters.Select(second => $"{first}{second}"));

    private static IEnumerable<string> Numbers(Int128 least, Int128 greatest)
    {
        for (var number = greatest; number >= least; number--)
        {
            yield return number.ToString(CultureInfo.InvariantCulture);
        }
    }

    private static IEnumerable<DateTime> Days(FieldShape shape)
    {
        for (var day = shape.Dates.First; day <= shape.Dates.Last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    // A column of a fixed width fills up with zeros what is too short, so values are as wide as it is.
    private static IEnumerable<string> Bytes(FieldShape shape)
    {
        var width = shape.TypeName == "binary" ? shape.MaxBytes ?? 1 : Math.Min(shape.MaxBytes ?? 4, 4);
        var counted = Math.Min(width, 4);
        for (var number = (1L << (8 * counted)) - 1; number >= 0; number--)
        {
            yield return $"X'{new string('F', 2 * (width - counted))}{number.ToString($"X{2 * counted}", CultureInfo.InvariantCulture)}'";
        }
    }

    private static IEnumerable<int> Count() => Enumerable.Range(1, int.MaxValue);
}
