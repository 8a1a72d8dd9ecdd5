using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Reads a JSON file into a layer, with the position of every value. Comments and trailing commas are allowed.</summary>
internal sealed class JsonSettings(string fileName, byte[] content, ProblemList problems)
{
    /// <summary>Deep enough for any configuration; a file that is deeper is refused before it costs anything.</summary>
    public const int MaxDepth = 32;

    private readonly SettingLayer _layer = new();
    private readonly LinePositions _positions = new(content);
    private readonly int _start = content.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;

    public static SettingLayer Read(string fileName, byte[] content, ProblemList problems) => new JsonSettings(fileName, content, problems).Read();

    private SettingLayer Read()
    {
        var reader = new Utf8JsonReader(
            content.AsSpan(_start),
            new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                problems.AddFatal(At(_start), "the file must hold one section: { \"Ferry\": { … } }.");
                return _layer;
            }

            ReadObject(ref reader, "");
            reader.Read();
        }
        catch (JsonException exception)
        {
            // The parser's own message may quote what it stumbled over, which may be half a password.
            var origin = new ConfigurationOrigin(
                OriginKind.File, fileName, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1);
            problems.AddFatal(origin, reader.CurrentDepth >= MaxDepth
                ? $"sections are nested deeper than {MaxDepth} levels."
                : "this is not valid JSON from here on: look for a missing comma, quote or bracket.");
        }
        catch (InvalidOperationException)
        {
            problems.AddFatal(At(_start + reader.TokenStartIndex), "this text is not valid UTF-8.");
        }

        return _layer;
    }

    private void ReadObject(ref Utf8JsonReader reader, string path)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            var origin = At(_start + reader.TokenStartIndex);
            reader.Read();
            if (key.Length == 0 || key.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
            {
                problems.Add(origin, "a key must not be empty or contain ':'; write nested sections instead.");
                reader.Skip();
                continue;
            }

            ReadValue(ref reader, path.Length == 0 ? key : ConfigurationPath.Combine(path, key), origin);
        }
    }

    private void ReadArray(ref Utf8JsonReader reader, string path)
    {
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var key = index.ToString(System.Globalization.CultureInfo.InvariantCulture);
            ReadValue(ref reader, ConfigurationPath.Combine(path, key), At(_start + reader.TokenStartIndex));
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, string path, ConfigurationOrigin origin)
    {
        var setting = reader.TokenType switch
        {
            JsonTokenType.StartObject => new Setting(null, SettingKind.Object, origin),
            JsonTokenType.StartArray => new Setting(null, SettingKind.Array, origin),
            JsonTokenType.String => new Setting(reader.GetString(), SettingKind.Text, origin),
            JsonTokenType.Number => new Setting(Encoding.UTF8.GetString(reader.ValueSpan), SettingKind.Number, origin),
            JsonTokenType.Null => new Setting(null, SettingKind.Null, origin),
            _ => new Setting(reader.GetBoolean() ? "true" : "false", SettingKind.Boolean, origin),
        };
        if (_layer.Add(path, setting) is { } earlier)
        {
            problems.Add(origin, $"'{ConfigurationPath.GetSectionKey(path)}' is already set at {earlier.Origin}; names compare without case.");
            reader.Skip();
            return;
        }

        if (setting.Kind == SettingKind.Object)
        {
            ReadObject(ref reader, path);
        }
        else if (setting.Kind == SettingKind.Array)
        {
            ReadArray(ref reader, path);
        }
    }

    private ConfigurationOrigin At(long offset)
    {
        var (line, column) = _positions.Of(offset);
        return new ConfigurationOrigin(OriginKind.File, fileName, line, column);
    }
}
