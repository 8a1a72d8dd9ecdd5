namespace Ferry.Cli.Output.Documents;

/// <summary>What the trial of a database found.</summary>
internal sealed record CheckDocument(IReadOnlyList<FindingDocument> Findings) : LineDocument("check");
