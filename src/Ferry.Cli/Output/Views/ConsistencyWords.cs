using Ferry.Cli.Output.Documents;

namespace Ferry.Cli.Output.Views;

/// <summary>Consistency in a sentence.</summary>
internal static class ConsistencyWords
{
    public static string Of(ConsistencyDocument consistency) => consistency.Level switch
    {
        "snapshot" => $"all tables at one moment ({consistency.Rung})",
        "transactionalTables" => $"transactional tables at one moment, others as they were when they were read ({consistency.Rung})",
        _ => $"each table at a moment of its own ({consistency.Rung})",
    };
}
