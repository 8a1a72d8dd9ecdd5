using System.Text.Json;
using System.Text.Json.Serialization;
using Ferry.Schema;
using Ferry.Verification;

namespace Ferry.Archives;

/// <summary>Manifests, catalogs and proofs as JSON: source-generated, no polymorphism, bounded depth.</summary>
[JsonSourceGenerationOptions(
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

    public static byte[] Write(Manifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, Default.Manifest);

    public static byte[] Write(Catalog catalog) => JsonSerializer.SerializeToUtf8Bytes(catalog, Default.Catalog);

    public static byte[] Write(Proof proof) => JsonSerializer.SerializeToUtf8Bytes(proof, Default.Proof);
}
