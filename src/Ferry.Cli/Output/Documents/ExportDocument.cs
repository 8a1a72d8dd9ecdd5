namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry export</c>.</summary>
internal sealed record ExportDocument(string Name, string File, long Rows, long Bytes, double Seconds) : LineDocument("result");
