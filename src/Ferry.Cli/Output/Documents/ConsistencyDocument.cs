using Ferry.Reading;

namespace Ferry.Cli.Output.Documents;

/// <summary>How consistent the rows of a database are among each other.</summary>
internal sealed record ConsistencyDocument(string Level, string Rung, IReadOnlyDictionary<string, string> Position)
{
    public static ConsistencyDocument From(Consistency consistency) => new(
        consistency.Level switch
        {
            ConsistencyLevel.Snapshot => "snapshot",
            ConsistencyLevel.TransactionalTables => "transactionalTables",
            _ => "perTable",
        },
        consistency.Rung,
        consistency.Position);
}
