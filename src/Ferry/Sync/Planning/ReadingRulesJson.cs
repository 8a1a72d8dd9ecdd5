using System.Text.Json.Serialization;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Planning;

/// <summary>Writes <see cref="SyncRules"/> as text.</summary>
[JsonSerializable(typeof(SyncRules))]
internal sealed partial class ReadingRulesJson : JsonSerializerContext;
