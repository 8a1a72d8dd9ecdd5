using System.Text.Json.Serialization;

namespace Ferry.Sync.Detection;

/// <summary>Reads and writes <see cref="StoredTable"/>.</summary>
[JsonSerializable(typeof(StoredTable))]
internal sealed partial class StoredTableJson : JsonSerializerContext;
