using System.Globalization;
using System.Numerics;
using Ferry.Detection;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Detection;

/// <summary>How all values of a column are written that tells which rows are recent: numbers, or times in one form, which compare as texts.</summary>
/// <param name="Condition">The condition that every value meets, in SQL with <c>v</c> for the value.</param>
/// <param name="Time">How a time is written; null for numbers.</param>
internal sealed record WatermarkForm(string Condition, string? Time)
{
    private const string Day = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]";
    private const string Clock = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]";

    // A second's fraction may follow, and the letter of UTC; other zones do not compare.
    private const string Rest = "rtrim(substr(v, 20), 'Z') NOT GLOB '*[^0-9.]*'";

    private static readonly WatermarkForm[] _forms =
    [
        new("typeof(v) IN ('integer', 'real')", null),
        new($"typeof(v) = 'text' AND v GLOB '{Day}'", "yyyy-MM-dd"),
        new($"typeof(v) = 'text' AND v GLOB '{Day} {Clock}*' AND {Rest}", "yyyy-MM-dd HH:mm:ss"),
        new($"typeof(v) = 'text' AND v GLOB '{Day}T{Clock}*' AND {Rest}", "yyyy-MM-ddTHH:mm:ss"),
    ];

    /// <summary>The form of one value; null when it has none of them.</summary>
    /// <param name="connection">Judges it.</param>
    /// <param name="value">The value as an SQL literal.</param>
    public static WatermarkForm? Of(Connection connection, string value) =>
        Array.Find(_forms, form => connection.Integer($"SELECT {form.Condition} FROM (SELECT {value} AS v)") == 1);

    /// <summary>From which value on rows count as recent.</summary>
    /// <param name="highest">The highest value as text.</param>
    /// <param name="margin">How far below it they do.</param>
    /// <param name="present">The moment of the snapshot.</param>
    /// <returns>Null when the value is no time.</returns>
    public string? From(string highest, WatermarkMargin margin, DateTime present)
    {
        if (Time is null)
        {
            return decimal.TryParse(highest, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? margin.Below(new BigInteger(Math.Floor(number)), present, TimeSpan.Zero).ToString(CultureInfo.InvariantCulture)
                : null;
        }

        return DateTime.TryParseExact(highest[..Time.Length], Time, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? margin.Below(time, present, TimeSpan.Zero).ToString(Time, CultureInfo.InvariantCulture)
            : null;
    }
}
