namespace Ferry.Cli.Output.Documents;

/// <summary>The answer of <c>ferry doctor</c>.</summary>
internal sealed record DoctorDocument(int Passed, int Warnings, int Failures, IReadOnlyList<CheckedDocument> Checked)
{
    public static DoctorDocument From(IReadOnlyList<CheckedDocument> results) =>
        new(Count(results, "pass"), Count(results, "warning"), Count(results, "failure"), results);

    private static int Count(IEnumerable<CheckedDocument> results, string severity) =>
        results.SelectMany(result => result.Findings).Count(finding => finding.Severity == severity);
}
