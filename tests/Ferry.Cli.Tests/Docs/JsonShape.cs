using System.Text.Json;

namespace Ferry.Cli.Tests.Docs;

/// <summary>Compares two JSON values by their members and kinds, not by their content.</summary>
internal static class JsonShape
{
    // Their members are names that servers and users give.
    private static readonly string[] FreeNames = ["position", "servers"];

    public static bool Same(JsonElement left, JsonElement right)
    {
        if (left.ValueKind == JsonValueKind.Null || right.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        return Kind(left) == Kind(right) && left.ValueKind switch
        {
            JsonValueKind.Object => SameMembers(left, right),
            JsonValueKind.Array => SameItems(left, right),
            _ => true,
        };
    }

    private static bool SameMembers(JsonElement left, JsonElement right)
    {
        var names = left.EnumerateObject().Select(member => member.Name).ToList();
        return names.SequenceEqual(right.EnumerateObject().Select(member => member.Name))
            && (!left.TryGetProperty("type", out var type) || type.GetString() == right.GetProperty("type").GetString())
            && names.All(name => FreeNames.Contains(name) || Same(left.GetProperty(name), right.GetProperty(name)));
    }

    private static bool SameItems(JsonElement left, JsonElement right) =>
        left.GetArrayLength() == 0 || right.GetArrayLength() == 0 || Same(left[0], right[0]);

    private static JsonValueKind Kind(JsonElement element) => element.ValueKind == JsonValueKind.False ? JsonValueKind.True : element.ValueKind;
}
