namespace Ferry.Cli.Output.Documents;

/// <summary>Something the user should know, while the job goes on.</summary>
internal sealed record WarningDocument(FindingDocument Finding) : LineDocument("warning");
