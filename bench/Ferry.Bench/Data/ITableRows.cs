namespace Ferry.Bench.Data;

/// <summary>The rows of one table, the same each time.</summary>
internal interface ITableRows
{
    string Name { get; }

    /// <summary>Its columns in the order of the values.</summary>
    string[] Columns { get; }

    /// <summary>Writes all rows in the order of the primary key.</summary>
    void Write(IRowSink sink);
}
