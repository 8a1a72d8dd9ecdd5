namespace Ferry.Cli.Output.Documents;

/// <summary>The answer of <c>ferry doctor --grants</c>.</summary>
internal sealed record GrantsDocument(string Environment, IReadOnlyList<DatabaseGrantsDocument> Databases);
