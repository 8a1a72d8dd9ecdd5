namespace Ferry.Cli.Output.Documents;

/// <summary>One thing that doctor looked at, and what it found there.</summary>
internal sealed record CheckedDocument(string Subject, IReadOnlyList<FindingDocument> Findings);
