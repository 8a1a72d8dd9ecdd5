namespace Ferry.Cli.Output.Documents;

/// <summary>The statements for one database; none for engines without accounts.</summary>
internal sealed record DatabaseGrantsDocument(string Key, string Database, string Server, IReadOnlyList<GrantDocument> Statements);
