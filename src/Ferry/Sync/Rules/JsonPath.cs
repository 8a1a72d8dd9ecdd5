using System.Text.RegularExpressions;

namespace Ferry.Sync.Rules;

/// <summary>A place inside JSON documents (<c>$.owner.id</c>), or one in each element of a list (<c>$.items[*].id</c>).</summary>
internal sealed partial class JsonPath
{
    private const string Each = "[*]";

    private readonly List<string> _steps;

    /// <param name="text">A path of <see cref="ReferencePlace"/>'s grammar.</param>
    public JsonPath(string text)
    {
        _steps = [.. Step().Matches(text).Select(match => match.Value)];
    }

    /// <summary>How many lists lie on the way.</summary>
    public int Lists => _steps.Count(step => step == Each);

    /// <summary>Where the list is; null for a place that there is once.</summary>
    public string? List => Lists == 0 ? null : Joined(_steps.TakeWhile(step => step != Each));

    /// <summary>The place itself: in the document, or, where there is a list, in one of its elements.</summary>
    public string Path => Joined(Lists == 0 ? _steps : _steps.SkipWhile(step => step != Each).Skip(1));

    /// <summary>Whether the place lies in the list of another one, which is written as a whole.</summary>
    public bool LiesIn(JsonPath other)
    {
        var way = other._steps.TakeWhile(step => step != Each).ToList();
        return other.Lists > 0 && List != other.List && _steps.Count >= way.Count && _steps.Take(way.Count).SequenceEqual(way, StringComparer.Ordinal);
    }

    public override string ToString() => Joined(_steps);

    private static string Joined(IEnumerable<string> steps) => $"${string.Concat(steps)}";

    [GeneratedRegex("""\.[A-Za-z_][A-Za-z0-9_]*|\."[^"\\]+"|\[(?:[0-9]+|\*)\]""")]
    private static partial Regex Step();
}
