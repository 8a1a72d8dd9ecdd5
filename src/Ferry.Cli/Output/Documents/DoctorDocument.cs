namespace Ferry.Cli.Output.Documents;

/// <summary>The answer of <c>ferry doctor</c>.</summary>
internal sealed record DoctorDocument(int Passed, int Warnings, int Failures, IReadOnlyList<CheckedDocument> Checked);
