using Ferry.Archives;
using Ferry.Verification;

namespace Ferry.Cli.Output.Documents;

/// <summary>The answer of <c>ferry show</c>.</summary>
internal sealed record ShowDocument(
    string Name, string Destination, string File, int Format, string Ferry, string Application, string Environment,
    DateTimeOffset CreatedAt, double Seconds, ProofDocument? Proof, IReadOnlyList<DatabaseDocument> Databases, IReadOnlyList<FindingDocument> Warnings)
{
    public static ShowDocument From(ArchiveReference archive, Manifest manifest, Proof? proof) => new(
        archive.ShortName, archive.Storage.Location, archive.Name, manifest.Format, manifest.Ferry, manifest.Application, manifest.Environment,
        manifest.CreatedAt, Math.Round(manifest.Seconds, 3), ProofDocument.From(proof), DatabaseDocument.From(manifest),
        FindingDocument.From(manifest.Warnings));
}
