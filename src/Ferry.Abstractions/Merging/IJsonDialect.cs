namespace Ferry.Merging;

/// <summary>How values inside JSON documents are read and written in SQL. Paths are those of SQL's JSON functions, to one value: <c>$.owner</c>, <c>$.items[0]."some id"</c>.</summary>
public interface IJsonDialect
{
    /// <summary>An expression that merges two objects key by key; where both have a key, the second one's value counts.</summary>
    /// <param name="left">One object.</param>
    /// <param name="right">The other.</param>
    string Merge(string left, string right);

    /// <summary>Whether documents can hold values of a key: whole numbers and texts.</summary>
    /// <param name="key">The key's column in the target.</param>
    bool CanHold(ColumnShape key);

    /// <summary>Whether the server can take lists apart.</summary>
    bool TakesLists { get; }

    /// <summary>An expression for the key that a document holds, to be compared with values of the key's column; NULL where it holds none there that the column could hold, or is no JSON.</summary>
    /// <param name="key">The key's column in the target.</param>
    /// <param name="document">The document.</param>
    /// <param name="path">Where it is.</param>
    string KeyAt(ColumnShape key, string document, string path);

    /// <summary>Takes a list apart.</summary>
    /// <param name="document">The document.</param>
    /// <param name="path">Where the list is.</param>
    /// <param name="alias">A name for its elements.</param>
    JsonElements Elements(string document, string path, string alias);

    /// <summary>An expression for a document with other keys in the places of those that are there; what was a JSON string stays one.</summary>
    /// <param name="document">The document, which is JSON.</param>
    /// <param name="keys">The keys, each in a place of its own.</param>
    /// <param name="lists">Lists of keys, each in a place of its own.</param>
    string Replace(string document, IReadOnlyList<JsonKey> keys, IReadOnlyList<JsonList> lists);
}
