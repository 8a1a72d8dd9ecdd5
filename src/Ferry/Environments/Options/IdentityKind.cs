namespace Ferry.Environments;

/// <summary>By what the same entity is recognised in two environments.</summary>
public enum IdentityKind
{
    /// <summary>By the columns of a natural key.</summary>
    Columns,

    /// <summary>By the primary key: equal ids are the same entity.</summary>
    PrimaryKey,

    /// <summary>By nothing: no row is taken for a row of the other side.</summary>
    None,
}
