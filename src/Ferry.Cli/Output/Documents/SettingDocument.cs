namespace Ferry.Cli.Output.Documents;

/// <summary>One setting and where its value comes from.</summary>
internal sealed record SettingDocument(string Key, string Value, string Origin);
