using System.Text.Encodings.Web;
using System.Text.Json;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Identity;

/// <summary>A choice as the configuration writes it.</summary>
internal static class IdentityText
{
    public const string PrimaryKey = "\"primary-key\"";
    public const string None = "\"none\"";

    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One key as a list, several as a list of lists.</summary>
    public static string Of(IReadOnlyList<KeyRule> keys)
    {
        string[] lists = [.. keys.Select(key => $"[{string.Join(", ", key.Terms.Select(term => JsonSerializer.Serialize(term.ToString(), _plain)))}]")];
        return lists.Length == 1 ? lists[0] : $"[{string.Join(", ", lists)}]";
    }
}
