namespace Ferry.Sync.Identity;

/// <summary>Where the way of recognising rows comes from.</summary>
internal enum IdentityBasis
{
    /// <summary>The configuration says it.</summary>
    Configured,

    /// <summary>The schema suggests a natural key, which the rows prove.</summary>
    Inferred,

    /// <summary>The primary key is a value of its own: a uuid, a code, or made of references.</summary>
    Value,

    /// <summary>A restore brought rows of the source here, ids included.</summary>
    Lineage,

    /// <summary>Rows with the same id agree so far that ids seem to mean the same.</summary>
    Agreement,

    /// <summary>Nothing but equality in every cell.</summary>
    Equality,
}
