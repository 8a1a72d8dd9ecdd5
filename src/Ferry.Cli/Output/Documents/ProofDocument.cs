using Ferry.Verification;

namespace Ferry.Cli.Output.Documents;

/// <summary>The record of a drill.</summary>
internal sealed record ProofDocument(DateTimeOffset ProvenAt, IReadOnlyDictionary<string, string> Servers, int Tables, long Rows, double Seconds)
{
    public static ProofDocument? From(Proof? proof) =>
        proof is null ? null : new ProofDocument(proof.ProvenAt, proof.Servers, proof.Tables, proof.Rows, Math.Round(proof.Seconds, 3));
}
