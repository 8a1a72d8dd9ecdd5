namespace Ferry.MySql.Ddl;

/// <summary>A CREATE TABLE statement in its parts, each verbatim.</summary>
/// <param name="Head">Everything up to and including the opening parenthesis.</param>
/// <param name="Elements">The definitions, in order.</param>
/// <param name="Tail">Everything from the closing parenthesis on, without AUTO_INCREMENT.</param>
internal sealed record CreateTable(string Head, IReadOnlyList<TableElement> Elements, string Tail)
{
    /// <summary>The storage engine, as the statement names it.</summary>
    public string? Engine { get; init; }

    /// <summary>The default collation of the columns, if the statement names it.</summary>
    public string? Collation { get; init; }

    /// <summary>The next automatic number, if the statement names one.</summary>
    public string? AutoIncrement { get; init; }

    /// <summary>Whether the table is partitioned.</summary>
    public bool Partitioned { get; init; }

    /// <summary>Whether the server keeps its history.</summary>
    public bool SystemVersioned { get; init; }

    /// <summary>The statement with only some of its definitions.</summary>
    /// <param name="elements">Those to keep, in order.</param>
    public string With(IEnumerable<TableElement> elements) =>
        $"{Head}\n{string.Join(",\n", elements.Select(element => "  " + element.Sql))}\n{Tail}";
}
