namespace Ferry.Cli.Output.Documents;

/// <summary>One thing that was found.</summary>
internal sealed record FindingDocument(string Severity, string Code, string Message, string? Remedy)
{
    public static FindingDocument From(Finding finding) => new(
        finding.Severity switch
        {
            FindingSeverity.Pass => "pass",
            FindingSeverity.Warning => "warning",
            _ => "failure",
        },
        finding.Code, finding.Message, finding.Remedy);

    public static IReadOnlyList<FindingDocument> From(IEnumerable<Finding> findings) => [.. findings.Select(From)];
}
