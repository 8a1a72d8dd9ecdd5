using System.Text.Json;
using Ferry.Archives;

namespace Ferry.Verification;

/// <summary>Proofs beside their backups: <c>{archive}.proof.json</c>.</summary>
internal static class ProofFile
{
    public const string Ending = ".proof.json";

    public static async Task WriteAsync(ArchiveReference archive, Proof proof, CancellationToken cancellationToken)
    {
        var writer = await archive.Storage.CreateAsync(archive.Name + Ending, overwrite: true, cancellationToken).ConfigureAwait(false);
        await using var closing = writer.ConfigureAwait(false);
        await ManifestJson.WriteAsync(writer.Stream, proof, cancellationToken).ConfigureAwait(false);
        await writer.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a proof; one that cannot be understood counts as none.</summary>
    public static async Task<Proof?> ReadAsync(ArchiveReference archive, CancellationToken cancellationToken)
    {
        var stream = await archive.Storage.OpenReadAsync(archive.Name + Ending, cancellationToken).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        try
        {
            return await JsonSerializer.DeserializeAsync(stream, ManifestJson.Default.Proof, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
