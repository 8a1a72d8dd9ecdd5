using System.Text.RegularExpressions;
using Ferry.Sync.Model;

namespace Ferry.Sync.References;

/// <summary>Finds columns such as <c>commentable_type</c> and <c>commentable_id</c>, and which tables their values may mean. Only proposes: what a value means
/// decides which rows are rewritten, so it is for the configuration to say.</summary>
internal sealed partial class TypePairs(IReadOnlyList<TablePair> tables)
{
    /// <summary>Pairs that no reference covers yet.</summary>
    /// <param name="references">What each table refers to.</param>
    public IReadOnlyList<TypePair> Find(IReadOnlyDictionary<string, IReadOnlyList<MergeReference>> references) =>
    [
        .. from table in tables
           from type in table.Columns
           where TypeName().IsMatch(type.Name)
           let id = table.Find(type.Name[..^"type".Length] + "id")
           where id is not null && !references[table.Name].Any(reference => reference.Columns.Contains(id.Name, StringComparer.OrdinalIgnoreCase))
           select new TypePair(table.Name, type.Name, id.Name),
    ];

    /// <summary>What to write into the configuration for a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="values">The values of its type column that occur.</param>
    /// <returns>A warning: without a rule, the ids in the column stay what they are in the source.</returns>
    public Finding Propose(TypePair pair, IReadOnlyList<string> values)
    {
        var meant = values.Select(value => (Value: value, Table: TableOf(value))).ToList();
        var rule = string.Join(", ", meant.Select(entry => $"{Quoted(entry.Value)}: {Quoted(entry.Table ?? "?")}"));
        var unknown = meant.Where(entry => entry.Table is null).Select(entry => entry.Value).ToList();
        return new(
            FindingSeverity.Warning, "sync.reference-by-type",
            $"{pair.Table}.{pair.Id} seems to refer to the table that {pair.Table}.{pair.Type} names; no rule says so, so its values stay what they are in the source."
                + (unknown.Count == 0 ? "" : $" No table was found for {string.Join(", ", unknown)}."),
            $"\"Sync\": {{ \"References\": {{ \"{pair.Table}.{pair.Id}\": {{ \"Type\": \"{pair.Type}\", \"Tables\": {{ {rule} }} }} }} }}");
    }

    /// <summary>The table that a class is kept in, as frameworks name it: <c>App\Models\BlogPost</c>, <c>Blog::Post</c> and <c>blog-post</c> are <c>blog_posts</c> or <c>posts</c>.</summary>
    internal string? TableOf(string value)
    {
        var name = Separator().Split(value)[^1];
        var words = WordStart().Replace(name, "_$0").Replace('-', '_').Trim('_').ToUpperInvariant();
        return Forms(words).Select(form => tables.FirstOrDefault(table => string.Equals(table.Name, form, StringComparison.OrdinalIgnoreCase))?.Name).FirstOrDefault(found => found is not null)
            ?? (tables.Where(table => Forms(words).Any(form => table.Name.EndsWith("_" + form, StringComparison.OrdinalIgnoreCase))).Select(table => table.Name).ToList() is [var only] ? only : null);
    }

    private static string[] Forms(string word) => word switch
    {
        "PERSON" => ["PEOPLE", "PERSONS", word],
        "CHILD" => ["CHILDREN", word],
        _ when word.EndsWith('Y') && word.Length > 1 && !"AEIOU".Contains(word[^2], StringComparison.Ordinal) => [word[..^1] + "IES", word + "S", word],
        _ when word.EndsWith('S') || word.EndsWith('X') || word.EndsWith("CH", StringComparison.Ordinal) || word.EndsWith("SH", StringComparison.Ordinal) => [word + "ES", word],
        _ => [word + "S", word],
    };

    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(".+_type$", RegexOptions.IgnoreCase)]
    private static partial Regex TypeName();

    [GeneratedRegex(@"[\\./]|::")]
    private static partial Regex Separator();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex WordStart();
}
