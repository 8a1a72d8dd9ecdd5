namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry init</c>.</summary>
internal sealed record InitDocument(string Config, string Environment, bool BackedUp, bool Proven) : LineDocument("result");
