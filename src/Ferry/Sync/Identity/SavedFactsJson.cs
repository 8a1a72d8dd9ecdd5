using System.Text.Json.Serialization;

namespace Ferry.Sync.Identity;

/// <summary>Reads and writes <see cref="SavedFacts"/>.</summary>
[JsonSerializable(typeof(SavedFacts))]
internal sealed partial class SavedFactsJson : JsonSerializerContext;
