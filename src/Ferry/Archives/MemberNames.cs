using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ferry.Archives;

/// <summary>Names members of one database after their tables, so that any file system can hold them unpacked: percent-encoded,
/// bounded in length, and distinct without regard to case.</summary>
internal sealed class MemberNames(string key)
{
    private const int LongestName = 100;
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _root = Encode(key);

    public string Schema => $"{_root}/schema.json";

    public string Script => $"{_root}/restore.sql";

    public string Image => $"{_root}/database.sqlite.zst";

    /// <summary>Claims a folder for a table.</summary>
    public string Folder(string table)
    {
        var name = Encode(table);
        if (name.Length > LongestName || !_taken.Add(name))
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(table)))[..16];
            name = $"{name[..Math.Min(name.Length, LongestName - 17)]}~{hash}";
            _taken.Add(name);
        }

        return $"{_root}/data/{name}";
    }

    /// <summary>The member of one part of one range.</summary>
    public static string Chunk(string folder, int range, int part) => string.Create(
        CultureInfo.InvariantCulture, $"{folder}/{range:00000}{(part == 1 ? "" : $"-{part}")}.tsv.zst");

    /// <summary>Encodes a name: letters, digits, dash, underscore and inner dots stay, every other UTF-8 byte becomes %XX.</summary>
    public static string Encode(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            var keep = char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_' || (value == '.' && text.Length > 0);
            _ = keep ? text.Append((char)value) : text.Append(CultureInfo.InvariantCulture, $"%{value:X2}");
        }

        return text.ToString();
    }
}
