using System.Text;
using System.Text.Unicode;

namespace Ferry.Merging;

/// <summary>How a provider gives bytes where a query's values are asked for as text.</summary>
public static class BinaryText
{
    /// <summary>Gives the text that the bytes are in UTF-8; bytes that are none, or hold a NUL, as hexadecimal digits after <c>0x</c>.</summary>
    /// <param name="value">The bytes.</param>
    public static string Of(ReadOnlySpan<byte> value) =>
        Utf8.IsValid(value) && !value.Contains((byte)0) ? Encoding.UTF8.GetString(value) : $"0x{Convert.ToHexString(value)}";
}
