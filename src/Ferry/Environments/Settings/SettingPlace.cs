using System.Text;
using System.Text.Json;

namespace Ferry.Environments;

/// <summary>Where in a JSON file a value is, or the section that it would have to be added to.</summary>
/// <param name="Depth">How many keys of the path were found.</param>
/// <param name="Start">The first byte of the value; for a section without the next key, the place behind its last member.</param>
/// <param name="End">The byte behind the value; the same as <paramref name="Start"/> for a section.</param>
/// <param name="IsSection">Whether the value is a section.</param>
internal sealed record SettingPlace(int Depth, int Start, int End, bool IsSection)
{
    /// <summary>Whether a comma has to come before a new member.</summary>
    public bool NeedsComma { get; init; }

    /// <summary>What stands before the section's members, where they have lines of their own; null for a section of one line.</summary>
    public string? MemberIndent { get; init; }

    public static SettingPlace Find(byte[] json, IReadOnlyList<string> path)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        reader.Read();
        return Find(ref reader, json, path, 0);
    }

    private static SettingPlace Find(ref Utf8JsonReader reader, byte[] json, IReadOnlyList<string> path, int depth)
    {
        var start = (int)reader.TokenStartIndex;
        if (depth == path.Count || reader.TokenType != JsonTokenType.StartObject)
        {
            var isSection = reader.TokenType == JsonTokenType.StartObject;
            reader.Skip();
            return new(depth, start, (int)reader.BytesConsumed, isSection && depth < path.Count);
        }

        var (last, first) = (start + 1, -1);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            first = first < 0 ? (int)reader.TokenStartIndex : first;
            var found = string.Equals(reader.GetString(), path[depth], StringComparison.OrdinalIgnoreCase);
            reader.Read();
            if (found)
            {
                return Find(ref reader, json, path, depth + 1);
            }

            reader.Skip();
            last = (int)reader.BytesConsumed;
        }

        var end = (int)reader.TokenStartIndex;
        var comma = CommaIn(json.AsSpan(last, end - last));
        return new(depth, last + Math.Max(0, comma), last + Math.Max(0, comma), IsSection: true)
        {
            NeedsComma = first >= 0 && comma <= 0,
            MemberIndent = first < 0 ? null : IndentOf(json, first),
        };
    }

    /// <summary>The place behind a trailing comma, which may have comments before it; 0 without one.</summary>
    private static int CommaIn(ReadOnlySpan<byte> rest)
    {
        for (var at = 0; at < rest.Length; at++)
        {
            if (rest[at] == (byte)',')
            {
                return at + 1;
            }

            if (rest[at..].StartsWith("//"u8) || rest[at..].StartsWith("/*"u8))
            {
                var mark = rest[at + 1] == (byte)'/' ? "\n"u8 : "*/"u8;
                var end = rest[(at + 2)..].IndexOf(mark);
                at = end < 0 ? rest.Length : at + 2 + end + mark.Length - 1;
            }
        }

        return 0;
    }

    private static string? IndentOf(byte[] json, int member)
    {
        var start = member;
        while (start > 0 && (json[start - 1] is (byte)' ' or (byte)'\t'))
        {
            start--;
        }

        return start > 0 && json[start - 1] == (byte)'\n' ? Encoding.UTF8.GetString(json.AsSpan(start, member - start)) : null;
    }
}
