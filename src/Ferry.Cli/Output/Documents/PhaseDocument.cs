namespace Ferry.Cli.Output.Documents;

/// <summary>A job moved on to its next phase.</summary>
internal sealed record PhaseDocument(string Phase, string? Database, string? Detail) : LineDocument("phase");
