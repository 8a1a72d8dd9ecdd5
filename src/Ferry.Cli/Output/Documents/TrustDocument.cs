namespace Ferry.Cli.Output.Documents;

/// <summary>The answer of <c>ferry trust</c>: the servers in the order of the way.</summary>
internal sealed record TrustDocument(IReadOnlyList<HostDocument> Hosts);
