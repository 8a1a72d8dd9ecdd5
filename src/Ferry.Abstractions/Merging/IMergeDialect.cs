namespace Ferry.Merging;

/// <summary>What differs between servers in the statements of a merge. Pure: whole statements and expressions, tested without a server.</summary>
public interface IMergeDialect
{
    /// <summary>Quotes a name.</summary>
    /// <param name="name">The bare name.</param>
    string Quote(string name);

    /// <summary>A table of the staging area, quoted and complete, as any statement can name it.</summary>
    /// <param name="staging">The staging area.</param>
    /// <param name="table">The table's bare name in it.</param>
    string Staged(string staging, string table);
}
