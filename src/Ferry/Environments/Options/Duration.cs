using System.Globalization;

namespace Ferry.Environments;

/// <summary>Durations as people write them: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>, <c>2d</c> or <c>00:00:30</c>.</summary>
internal static class Duration
{
    private static readonly (string Suffix, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000)];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        var (suffix, milliseconds) = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase), (Suffix: "", Milliseconds: 0d));
        if (suffix.Length == 0)
        {
            // A bare number would be days to TimeSpan and seconds to most people.
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && text.Contains(':', StringComparison.Ordinal);
        }

        var digits = text.AsSpan(0, text.Length - suffix.Length).Trim();
        var valid = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        duration = valid ? TimeSpan.FromMilliseconds(count * milliseconds) : TimeSpan.Zero;
        return valid;
    }

    public static string Format(TimeSpan duration)
    {
        var (suffix, unit) = Units.Last(unit => duration.TotalMilliseconds % unit.Milliseconds == 0 || unit.Milliseconds == 1);
        return string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds / unit:0}{suffix}");
    }
}
