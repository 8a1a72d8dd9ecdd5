namespace Ferry.Cli.Output.Documents;

/// <summary>A table is done.</summary>
internal sealed record TableDoneDocument(string Database, string Table, long Rows, long Bytes) : LineDocument("table");
