using Ferry.Verification;

namespace Ferry.Cli.Output.Documents;

/// <summary>The result of <c>ferry verify</c>; the proof is null without a drill.</summary>
internal sealed record VerifyDocument(
    string Name, string Environment, long Bytes, long Rows, double Seconds, ProofDocument? Proof, IReadOnlyList<FindingDocument> Warnings)
    : LineDocument("result")
{
    public static VerifyDocument From(VerifyResult verified, DrillResult? drill) => new(
        verified.Archive.ShortName, verified.Manifest.Environment, verified.Bytes, verified.Rows, Math.Round(verified.Duration.TotalSeconds, 3),
        ProofDocument.From(drill?.Proof), FindingDocument.From(drill?.Warnings ?? []));
}
