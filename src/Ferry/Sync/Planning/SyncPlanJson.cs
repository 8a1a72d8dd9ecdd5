using System.Text.Json.Serialization;

namespace Ferry.Sync;

/// <summary>Plans as JSON, source-generated.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    MaxDepth = 16,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SyncPlan))]
internal sealed partial class SyncPlanJson : JsonSerializerContext;
