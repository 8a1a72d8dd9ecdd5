using System.Globalization;

namespace Ferry.Environments;

/// <summary>A number of bytes, written as <c>64MiB</c>, <c>500 MB</c> or <c>1048576</c>. KB, MB and GB count in thousands, KiB, MiB and GiB in 1024s.</summary>
/// <param name="Bytes">The number.</param>
public readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("B", 1),
    ];

    /// <summary>A size in units of 1,048,576 bytes.</summary>
    /// <param name="count">How many.</param>
    /// <returns>The size.</returns>
    public static ByteSize FromMebibytes(long count) => new(count << 20);

    /// <summary>Reads a size.</summary>
    /// <param name="text">A whole number, with or without a unit.</param>
    /// <param name="size">The size, if the text is one.</param>
    /// <returns>Whether the text is a size that fits.</returns>
    public static bool TryParse(string text, out ByteSize size)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (suffix, factor) = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase), (Suffix: "", Factor: 1L));
        var digits = text.AsSpan(0, text.Length - suffix.Length).Trim();
        var valid = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= long.MaxValue / factor;
        size = new ByteSize(valid ? count * factor : 0);
        return valid;
    }

    /// <summary>The size in the largest binary unit that divides it.</summary>
    /// <returns>Such as <c>64MiB</c>.</returns>
    public override string ToString()
    {
        var bytes = Bytes;
        var (suffix, factor) = Units[..3].LastOrDefault(unit => bytes > 0 && bytes % unit.Factor == 0, (Suffix: "", Factor: 1L));
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / factor}{suffix}");
    }
}
