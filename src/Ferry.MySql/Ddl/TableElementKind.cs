namespace Ferry.MySql.Ddl;

/// <summary>What one definition between the parentheses of CREATE TABLE is.</summary>
internal enum TableElementKind
{
    /// <summary>A column.</summary>
    Column,

    /// <summary>The primary key.</summary>
    PrimaryKey,

    /// <summary>A unique key.</summary>
    UniqueKey,

    /// <summary>An ordinary key.</summary>
    Key,

    /// <summary>A full-text key.</summary>
    FullTextKey,

    /// <summary>A spatial key.</summary>
    SpatialKey,

    /// <summary>A foreign key.</summary>
    ForeignKey,

    /// <summary>A check constraint.</summary>
    Check,

    /// <summary>A period of time.</summary>
    Period,
}
