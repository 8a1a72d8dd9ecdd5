using System.Globalization;

namespace Ferry.Environments;

/// <summary>Turns what was written into the type that a setting has. A JSON value must be of the kind that the schema names; text from variables is read.</summary>
internal static class SettingConverter
{
    /// <summary>Converts one value.</summary>
    /// <param name="type">The setting's type.</param>
    /// <param name="setting">What was written.</param>
    /// <param name="value">The typed value.</param>
    /// <returns>Null when it fits, else what it should have been, in words.</returns>
    public static string? Convert(Type type, Setting setting, out object? value)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var expected = Expectation(type);
        value = null;
        if (setting.Kind != SettingKind.Untyped && setting.Kind != KindOf(type))
        {
            return expected;
        }

        value = Parse(type, (setting.Value ?? "").Trim(), setting.Value ?? "");
        return value is null ? expected : null;
    }

    /// <summary>A value as a configuration would write it.</summary>
    public static string Format(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        TimeSpan duration => Duration.Format(duration),
        Enum choice => Words(choice),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>An enum's value in the words of a configuration: <c>VerifyFull</c> is <c>verify-full</c>.</summary>
    public static string Words(Enum choice) => string.Concat(
        choice.ToString().Select((letter, index) => char.IsAsciiLetterUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));

    private static object? Parse(Type type, string trimmed, string text) => type switch
    {
        _ when type == typeof(string) => text,
        _ when type == typeof(int) => int.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null,
        _ when type == typeof(bool) => ParseFlag(trimmed),
        _ when type == typeof(ByteSize) => ByteSize.TryParse(trimmed, out var size) ? size : null,
        _ when type == typeof(TimeSpan) => Duration.TryParse(trimmed, out var duration) ? duration : null,
        { IsEnum: true } => Enum.GetValues(type).Cast<Enum>().FirstOrDefault(choice =>
            string.Equals(Plain(choice.ToString()), Plain(trimmed), StringComparison.OrdinalIgnoreCase)),
        _ => throw new NotSupportedException($"No configuration can hold a {type}."),
    };

    private static object? ParseFlag(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "1" or "YES" or "ON" => true,
        "FALSE" or "0" or "NO" or "OFF" => false,
        _ => null,
    };

    private static SettingKind KindOf(Type type) =>
        type == typeof(int) ? SettingKind.Number : type == typeof(bool) ? SettingKind.Boolean : SettingKind.Text;

    private static string Expectation(Type type) => type switch
    {
        _ when type == typeof(int) => "a whole number",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(ByteSize) => "a size such as \"64MiB\"",
        _ when type == typeof(TimeSpan) => "a duration such as \"30s\" or \"5m\"",
        { IsEnum: true } => $"one of {string.Join(", ", Enum.GetValues(type).Cast<Enum>().Select(Words))}",
        _ => "text in quotes",
    };

    private static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);
}
