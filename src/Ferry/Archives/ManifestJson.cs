using System.Text.Json;
using System.Text.Json.Serialization;
using Ferry.Schema;
using Ferry.Verification;

namespace Ferry.Archives;

/// <summary>Manifests, catalogs and proofs as JSON: source-generated, no polymorphism, bounded depth.</summary>
/// <remarks>Without the generated writers: after some small documents the serializer would trust them with the next one, however large, and they write it in one piece.</remarks>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    WriteIndented = true,
    MaxDepth = 16,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(Catalog))]
[JsonSerializable(typeof(Proof))]
internal sealed partial class ManifestJson : JsonSerializerContext
{
    /// <summary>Name of the manifest's member; the last one of every archive.</summary>
    public const string MemberName = "manifest.json";

    public static Task WriteAsync(Stream json, Manifest manifest, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(json, manifest, Default.Manifest, cancellationToken);

    public static Task WriteAsync(Stream json, Catalog catalog, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(json, catalog, Default.Catalog, cancellationToken);

    public static Task WriteAsync(Stream json, Proof proof, CancellationToken cancellationToken) =>
        JsonSerializer.SerializeAsync(json, proof, Default.Proof, cancellationToken);

    public static ValueTask<Catalog?> ReadCatalogAsync(Stream json, CancellationToken cancellationToken)
    {
        var options = new JsonSerializerOptions(Default.Options) { Converters = { new SharedTextConverter() } };
        return JsonSerializer.DeserializeAsync(json, new ManifestJson(options).Catalog, cancellationToken);
    }
}
