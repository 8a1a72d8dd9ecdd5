using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ferry.Archives;

/// <summary>Reads short texts that come again and again, such as the names and types of columns, as one string each. For one document.</summary>
internal sealed class SharedTextConverter : JsonConverter<string>
{
    private const int Longest = 64;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _known = new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || reader.HasValueSequence || reader.ValueSpan.Length > Longest)
        {
            return reader.GetString();
        }

        Span<char> text = stackalloc char[Longest];
        text = text[..reader.CopyString(text)];
        if (!_known.TryGetValue(text, out var known))
        {
            known = text.ToString();
            _known.Set.Add(known);
        }

        return known;
    }

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options)!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WritePropertyName(value);
}
