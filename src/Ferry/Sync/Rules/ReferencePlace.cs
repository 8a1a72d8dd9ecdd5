using System.Text.RegularExpressions;

namespace Ferry.Sync.Rules;

/// <summary>Where a reference is: <c>posts.author_id</c>, <c>invoices.tenant_id,order_id</c>, <c>settings.value$.owner.id</c>, <c>posts.meta$.tags[*]</c>.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="JsonPath">The path inside the value of the one column; null for the value itself.</param>
internal sealed partial record ReferencePlace(string Table, IReadOnlyList<string> Columns, JsonPath? JsonPath)
{
    public static ReferencePlace? Parse(string key)
    {
        if (Place().Match(key) is not { Success: true } match)
        {
            return null;
        }

        var columns = match.Groups["columns"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var path = match.Groups["path"] is { Success: true } group ? new JsonPath(group.Value) : null;
        return columns.Length == 0 || (path is not null && columns.Length > 1) ? null : new(match.Groups["table"].Value, columns, path);
    }

    // A path names members and elements; [*] means every element of a list. Other wildcards could not be written back.
    [GeneratedRegex("""^(?<table>[^.$]+)\.(?<columns>[^$]+?)(?<path>\$(\.[A-Za-z_][A-Za-z0-9_]*|\."[^"\\]+"|\[(?:[0-9]+|\*)\])+)?$""")]
    private static partial Regex Place();
}
