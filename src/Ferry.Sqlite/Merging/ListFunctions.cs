using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ferry.Sqlite.Connections;
using SQLitePCL;

namespace Ferry.Sqlite.Merging;

/// <summary>The SQL functions that join lists: each element once, those of the first list first.</summary>
internal static class ListFunctions
{
    /// <summary>Joins texts: what stands between elements, and both texts.</summary>
    public const string Texts = "ferry_join_texts";

    /// <summary>Joins two JSON arrays.</summary>
    public const string Arrays = "ferry_join_arrays";

    private static readonly JsonWriterOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Register(Connection connection)
    {
        connection.Check(raw.sqlite3_create_function(connection.Handle, Texts, 3, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, JoinTexts));
        connection.Check(raw.sqlite3_create_function(connection.Handle, Arrays, 2, raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC, null, JoinArrays));
    }

    /// <summary>Joins two texts of elements.</summary>
    public static string Join(string separator, string first, string second) =>
        string.Join(separator, first.Split(separator).Concat(second.Split(separator)).Where(element => element.Length > 0).Distinct(StringComparer.Ordinal));

    /// <summary>Joins two JSON arrays; null when one of the texts is none.</summary>
    public static string? JoinJson(string first, string second)
    {
        try
        {
            using var left = JsonDocument.Parse(first);
            using var right = JsonDocument.Parse(second);
            return left.RootElement.ValueKind == JsonValueKind.Array && right.RootElement.ValueKind == JsonValueKind.Array
                ? $"[{string.Join(',', left.RootElement.EnumerateArray().Concat(right.RootElement.EnumerateArray()).Select(Written).Distinct(StringComparer.Ordinal))}]"
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void JoinTexts(sqlite3_context context, object data, sqlite3_value[] values)
    {
        if (Text(values[1]) is { } first && Text(values[2]) is { } second)
        {
            raw.sqlite3_result_text(context, Join(Text(values[0])!, first, second));
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    }

    private static void JoinArrays(sqlite3_context context, object data, sqlite3_value[] values)
    {
        if (Text(values[0]) is { } first && Text(values[1]) is { } second && JoinJson(first, second) is { } joined)
        {
            raw.sqlite3_result_text(context, joined);
        }
        else
        {
            raw.sqlite3_result_null(context);
        }
    }

    private static string? Text(sqlite3_value value) => raw.sqlite3_value_type(value) == raw.SQLITE_NULL ? null : raw.sqlite3_value_text(value).utf8_to_string();

    // Blanks are no difference.
    private static string Written(JsonElement element)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, _plain))
        {
            element.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
