using System.Text.Json;
using Ferry.Sync.Rules;

namespace Ferry.Sync.References;

/// <summary>Looks into sampled JSON values for numbers that seem to be ids of another table. Only proposes.</summary>
/// <param name="table">The table that was sampled.</param>
/// <param name="column">Its JSON column.</param>
internal sealed class JsonIds(string table, string column)
{
    /// <summary>The share of values that must be ids of a table before it is proposed.</summary>
    public const double Share = 0.98;

    /// <summary>Fewer values than this prove nothing.</summary>
    public const int Fewest = 20;

    private const string Each = "[*]";

    private readonly Dictionary<string, List<long>> _values = new(StringComparer.Ordinal);

    /// <summary>The paths under which numbers were found, as a rule writes them: <c>$.owner.id</c>, <c>$.tags[*]</c>.</summary>
    public IEnumerable<string> Paths => _values.Where(pair => pair.Value.Count >= Fewest).Select(pair => pair.Key).Order(StringComparer.Ordinal);

    /// <summary>The distinct numbers under a path, to be looked for among the ids of tables.</summary>
    public IReadOnlyList<long> ValuesAt(string path) => [.. _values[path].Distinct().Order()];

    /// <summary>Takes one value of the column. What is no JSON is passed over.</summary>
    public void Add(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Walk("$", document.RootElement);
        }
        catch (JsonException)
        {
            return;
        }
    }

    /// <summary>What to write into the configuration when the numbers under a path are ids of a table; null when too few of them are.</summary>
    /// <param name="path">The path.</param>
    /// <param name="parent">The table that was asked.</param>
    /// <param name="known">Those of <see cref="ValuesAt"/> that are ids there.</param>
    public Finding? Propose(string path, string parent, IReadOnlySet<long> known)
    {
        var values = _values[path];
        var share = (double)values.Count(known.Contains) / values.Count;
        return values.Count < Fewest || share < Share ? null : new(
            FindingSeverity.Warning, "sync.reference-in-json",
            $"{table}.{column} seems to hold ids of {parent} under {path}: {share:P0} of {values.Count} sampled values are; no rule says so, so they stay what they are in the source.",
            $"\"Sync\": {{ \"References\": {{ \"{table}.{column}{path.Replace("\"", "\\\"", StringComparison.Ordinal)}\": \"{parent}\" }} }}");
    }

    // Small numbers are flags and counts more often than ids; deeper lists cannot be rewritten by a rule.
    private void Walk(string path, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                Walk($"{path}.{(IsPlain(member.Name) ? member.Name : $"\"{member.Name}\"")}", member.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array && path.Split(Each).Length <= JsonPath.MostLists)
        {
            foreach (var one in element.EnumerateArray())
            {
                Walk(path + Each, one);
            }
        }
        else if (path != "$" && element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number > 0)
        {
            (_values.TryGetValue(path, out var values) ? values : _values[path] = []).Add(number);
        }
    }

    private static bool IsPlain(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
