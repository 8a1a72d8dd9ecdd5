using System.Globalization;

namespace Ferry.Cli.Formats;

/// <summary>Numbers as people read them. Sizes are decimal: 1 MB is 1,000,000 bytes, as disks and networks count.</summary>
internal static class Quantity
{
    private const double LeastRatio = 1.05;

    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB", "PB"];

    public static string Bytes(double bytes)
    {
        var unit = 0;
        while (bytes >= 999.5 && unit < Units.Length - 1)
        {
            bytes /= 1000;
            unit++;
        }

        var format = unit == 0 || bytes >= 99.95 ? "0" : bytes >= 9.995 ? "0.0" : "0.00";
        return $"{bytes.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    public static string Rate(double bytesPerSecond) => $"{Bytes(bytesPerSecond)}/s";

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun, in the plural where it belongs.</summary>
    public static string Count(long count, string singular, string? plural = null) => $"{Count(count)} {(count == 1 ? singular : plural ?? singular + "s")}";

    /// <summary>How many times smaller the stored form is.</summary>
    /// <returns>Null where it is not: what an archive says about itself weighs more than a few rows.</returns>
    public static string? Ratio(long bytes, long storedBytes) =>
        storedBytes > 0 && bytes >= storedBytes * LeastRatio ? $"{((double)bytes / storedBytes).ToString("0.0", CultureInfo.InvariantCulture)}×" : null;
}
