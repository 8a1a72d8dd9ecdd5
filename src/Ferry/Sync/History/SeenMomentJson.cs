using System.Text.Json.Serialization;
using Ferry.Reading;

namespace Ferry.Sync.History;

/// <summary>Reads and writes what <see cref="SeenMoment"/> keeps.</summary>
[JsonSerializable(typeof(SourceMoment))]
internal sealed partial class SeenMomentJson : JsonSerializerContext;
