using System.Text.RegularExpressions;

namespace Ferry.Sync.Rules;

/// <summary>A place inside JSON documents (<c>$.owner.id</c>), or one in each element of a list (<c>$.items[*].id</c>), whose elements may hold lists again.</summary>
internal sealed partial class JsonPath
{
    /// <summary>More lists than this within each other make statements too long.</summary>
    public const int MostLists = 3;

    private const string Each = "[*]";

    private readonly List<string> _steps;

    /// <param name="text">A path of <see cref="ReferencePlace"/>'s grammar.</param>
    public JsonPath(string text)
        : this(Step().Matches(text).Select(match => match.Value))
    {
    }

    private JsonPath(IEnumerable<string> steps) => _steps = [.. steps];

    /// <summary>How many lists lie on the way.</summary>
    public int Lists => _steps.Count(step => step == Each);

    /// <summary>Where the list is; null for a place that there is once.</summary>
    public string? List => Lists == 0 ? null : Joined(_steps.TakeWhile(step => step != Each));

    /// <summary>The place in one of the list's elements; null for a place that there is once.</summary>
    public JsonPath? Inner => Lists == 0 ? null : new(_steps.SkipWhile(step => step != Each).Skip(1));

    /// <summary>Whether the place lies in the list of another one, which is written as a whole.</summary>
    public bool LiesIn(JsonPath other)
    {
        if (List is not null && List == other.List)
        {
            return Inner!.LiesIn(other.Inner!);
        }

        var way = other._steps.TakeWhile(step => step != Each).ToList();
        return other.Lists > 0 && _steps.Count >= way.Count && _steps.Take(way.Count).SequenceEqual(way, StringComparer.Ordinal);
    }

    public override string ToString() => Joined(_steps);

    private static string Joined(IEnumerable<string> steps) => $"${string.Concat(steps)}";

    [GeneratedRegex("""\.[A-Za-z_][A-Za-z0-9_]*|\."[^"\\]+"|\[(?:[0-9]+|\*)\]""")]
    private static partial Regex Step();
}
