namespace Ferry.Merging;

/// <summary>How values that are lists are joined: each element once, those of the first list first, in their order. Elements are compared to the last byte.</summary>
public interface IListDialect
{
    /// <summary>What a column's type says about its values; null when it does not say that they are lists. What is separated, is by commas.</summary>
    /// <param name="column">The column.</param>
    ListForm? FormOf(ColumnShape column);

    /// <summary>An expression that joins two texts of elements; empty ones are left out.</summary>
    /// <param name="separator">What stands between elements: printable, and neither letters, digits, quotes nor backslashes.</param>
    /// <param name="first">One list, which is not NULL.</param>
    /// <param name="second">The other.</param>
    string Union(string separator, string first, string second);

    /// <summary>An expression that joins two JSON arrays.</summary>
    /// <param name="first">One array.</param>
    /// <param name="second">The other.</param>
    string UnionJson(string first, string second);

    /// <summary>The condition that a value is a JSON array, true or false of any text.</summary>
    /// <param name="value">The value, which is not NULL.</param>
    string IsArray(string value);
}
