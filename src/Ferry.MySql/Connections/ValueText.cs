using System.Globalization;
using Ferry.Merging;
using MySqlConnector;

namespace Ferry.MySql.Connections;

/// <summary>Writes the driver's values as the server would.</summary>
internal static class ValueText
{
    /// <summary>One value.</summary>
    /// <param name="value">As the driver gives it.</param>
    /// <param name="type">The column's type, as the driver names it.</param>
    public static string? Of(object value, string type) => value switch
    {
        string text => text,
        byte[] bytes => BinaryText.Of(bytes),
        MySqlDateTime time => Of(time, type),
        DateTime time => Of(new MySqlDateTime(time), type),
        TimeSpan span => Of(span),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    // Some dates are in no calendar: zeros, the 31st of February.
    private static string Of(MySqlDateTime time, string type)
    {
        var date = string.Create(CultureInfo.InvariantCulture, $"{time.Year:0000}-{time.Month:00}-{time.Day:00}");
        var rest = string.Create(CultureInfo.InvariantCulture, $" {time.Hour:00}:{time.Minute:00}:{time.Second:00}");
        return type == "DATE" ? date : time.Microsecond == 0 ? date + rest : string.Create(CultureInfo.InvariantCulture, $"{date}{rest}.{time.Microsecond:000000}");
    }

    private static string Of(TimeSpan span)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{(span < TimeSpan.Zero ? "-" : "")}{(long)span.Duration().TotalHours:00}:{span.Duration():mm\\:ss}");
        return span.Ticks % TimeSpan.TicksPerSecond == 0 ? text : $"{text}{span.Duration().ToString(@"\.ffffff", CultureInfo.InvariantCulture)}";
    }
}
