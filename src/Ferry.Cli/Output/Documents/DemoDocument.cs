namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry demo</c>.</summary>
internal sealed record DemoDocument(string Folder, bool Kept, IReadOnlyList<string> Commands) : LineDocument("result");
