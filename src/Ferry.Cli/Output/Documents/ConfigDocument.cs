namespace Ferry.Cli.Output.Documents;

/// <summary>The answer of <c>ferry config show</c>; secrets are masked.</summary>
internal sealed record ConfigDocument(string Application, string Current, IReadOnlyList<SettingDocument> Settings);
