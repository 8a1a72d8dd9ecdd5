using System.Text.Json.Serialization;

namespace Ferry.Cli.Output.Documents;

/// <summary>Serialises the documents without reflection: camelCase, ISO 8601, bytes as numbers. docs/json-output.md is its contract.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(ErrorDocument))]
[JsonSerializable(typeof(PhaseDocument))]
[JsonSerializable(typeof(TableDoneDocument))]
[JsonSerializable(typeof(WarningDocument))]
[JsonSerializable(typeof(ProgressDocument))]
[JsonSerializable(typeof(BackupDocument))]
[JsonSerializable(typeof(ListDocument))]
[JsonSerializable(typeof(ShowDocument))]
[JsonSerializable(typeof(VerifyDocument))]
[JsonSerializable(typeof(RestorePlanDocument))]
[JsonSerializable(typeof(RestoreDocument))]
[JsonSerializable(typeof(ExportDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(GrantsDocument))]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(TrustDocument))]
[JsonSerializable(typeof(ConfigDocument))]
[JsonSerializable(typeof(InitDocument))]
[JsonSerializable(typeof(DemoDocument))]
[JsonSerializable(typeof(SyncPlanDocument))]
[JsonSerializable(typeof(SyncDocument))]
[JsonSerializable(typeof(SyncUndoDocument))]
[JsonSerializable(typeof(SyncHistoryDocument))]
internal sealed partial class DocumentContext : JsonSerializerContext;
