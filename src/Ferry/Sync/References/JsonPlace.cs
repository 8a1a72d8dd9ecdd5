using Ferry.Merging;
using Ferry.Sync.Rules;

namespace Ferry.Sync.References;

/// <summary>Where keys of documents are in a statement that looks at each of them: in the document, or in the elements of the innermost list on the way.</summary>
/// <param name="Join">The tables of elements, to stand after the one that holds the document; empty for a place that there is once.</param>
/// <param name="Document">An expression for what holds the key.</param>
/// <param name="Path">Where it is in that.</param>
internal sealed record JsonPlace(string Join, string Document, string Path)
{
    /// <param name="json">The server's JSON functions.</param>
    /// <param name="document">The whole document.</param>
    /// <param name="path">The place in it.</param>
    public static JsonPlace Of(IJsonDialect json, string document, JsonPath path)
    {
        var (join, lists) = ("", 0);
        for (; path.List is { } list; path = path.Inner!)
        {
            var elements = json.Elements(document, list, $"e{lists++}");
            (join, document) = ($"{join} JOIN {elements.From}", elements.One);
        }

        return new(join, document, path.ToString());
    }
}
