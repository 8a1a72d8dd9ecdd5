using Ferry.Schema;

namespace Ferry.Merging;

/// <summary>What differs between servers in the statements of a merge. Pure: whole statements and expressions, tested without a server.</summary>
public interface IMergeDialect
{
    /// <summary>How tables of the staging area are named and made.</summary>
    IStagingDialect Staging { get; }

    /// <summary>How packed cell hashes are made and taken apart.</summary>
    ICellDialect Cells { get; }

    /// <summary>How values are found that do not fit.</summary>
    ICheckDialect Checks { get; }

    /// <summary>How values that are lists are joined.</summary>
    IListDialect Lists { get; }

    /// <summary>How values inside JSON documents are read and written.</summary>
    IJsonDialect Json { get; }

    /// <summary>How the moments of two snapshots compare; null where the engine counts nothing that tells it.</summary>
    IPositionDialect? Positions => null;

    /// <summary>Quotes a name.</summary>
    /// <param name="name">The bare name.</param>
    string Quote(string name);

    /// <summary>A text as a literal.</summary>
    /// <param name="text">The text.</param>
    string Literal(string text);

    /// <summary>An expression that writes a value as a literal, for a condition that the source evaluates.</summary>
    /// <param name="column">The column that it is of.</param>
    /// <param name="value">The value, which is not NULL.</param>
    string Written(Column column, string value);

    /// <summary>The condition that two values of a column are the same, true or false: to the last byte, or, in a column that holds JSON, by what they mean, as far as the server can tell. NULL is the same as NULL.</summary>
    /// <param name="column">The column in the target.</param>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    string Same(ColumnShape column, string left, string right);

    /// <summary>An expression for a new uuid, another one for each row.</summary>
    /// <param name="column">The column that it is for: bytes or text.</param>
    string NewUuid(ColumnShape column);

    /// <summary>An UPDATE of one table from the rows of others.</summary>
    /// <param name="update">What to set, and where from.</param>
    string Update(JoinedUpdate update);

    /// <summary>The word that joins two tables of which the server has to begin with the first, as it stands between them before <c>ON</c>.</summary>
    string JoinInOrder { get; }

    /// <summary>The same INSERT, refused with <see cref="MergeFailure.Orphan"/> where a declared foreign key refers to a row that is not there by then; null where an engine cannot be asked
    /// to prove that of a single statement.</summary>
    /// <param name="insert">The statement, beginning with <c>INSERT INTO</c>.</param>
    string? Proving(string insert) => null;
}
