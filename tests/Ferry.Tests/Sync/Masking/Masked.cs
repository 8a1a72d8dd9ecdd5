using System.Buffers;
using System.Text;
using Ferry.Environments;
using Ferry.Masking;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking;

namespace Ferry.Tests.Sync.Masking;

/// <summary>Masks values and rows as a sync would.</summary>
internal static class Masked
{
    public static MaskKey Key { get; } = MaskKey.Parse(new Secret("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"));

    public static MaskKey OtherKey { get; } = MaskKey.Parse(new Secret(new string('a', 64)));

    public static Column Column(string name, string type = "varchar(255)") =>
        new() { Name = name, Type = type, Nullable = true, Collation = type.Contains("char") || type.Contains("text") ? "utf8mb4_general_ci" : null };

    public static MaskingRules Rules(params (string Key, MaskOptions Options)[] rules) => MaskingRules.Parse(rules.ToDictionary(rule => rule.Key, rule => rule.Options));

    public static RowMasker Rows(
        IReadOnlyList<Column> columns, MaskingRules rules, RowFormat format = RowFormat.Plain, MaskKey? key = null, params string[] unique) =>
        RowMasker.Create(rules, key ?? Key, "users", columns, format, unique.ToHashSet(StringComparer.OrdinalIgnoreCase));

    public static string Row(this RowMasker masker, string row)
    {
        var output = new ArrayBufferWriter<byte>();
        masker.Mask(Encoding.UTF8.GetBytes(row), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The mask of one value without tabs, line feeds and backslashes.</summary>
    public static string Value(
        MaskOptions options, string value, string type = "varchar(255)", bool unique = false, MaskKey? key = null, IValueMask? custom = null, string column = "value")
    {
        var rules = MaskingRules.Parse(new Dictionary<string, MaskOptions> { ["users." + column] = options }, custom is null ? null : _ => custom);
        return Rows([Column(column, type)], rules, RowFormat.Plain, key, unique ? [column] : []).Row(value);
    }

    public static string Value(MaskKind kind, string value, string type = "varchar(255)", bool unique = false, MaskKey? key = null) =>
        Value(new MaskOptions { Kind = kind }, value, type, unique, key);
}
