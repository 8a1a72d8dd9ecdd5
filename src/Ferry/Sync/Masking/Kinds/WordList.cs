using System.Text;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Words to pick from by a hash.</summary>
internal sealed class WordList
{
    private readonly byte[][] _words;

    public WordList(string words)
    {
        _words = [.. words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(word => Encoding.UTF8.GetBytes(word.Replace('_', ' ')))];
        Longest = _words.Max(word => word.Length);
    }

    public int Longest { get; }

    public bool Contains(string word) => Array.Exists(_words, known => Ascii.EqualsIgnoreCase(known, word));

    /// <summary>A word; the next one where it would be the value itself.</summary>
    public ReadOnlySpan<byte> Pick(UInt128 hash, ReadOnlySpan<byte> value = default)
    {
        var index = (int)((ulong)(hash >> 64) % (ulong)_words.Length);
        return Ascii.EqualsIgnoreCase(_words[index], value) ? _words[(index + 1) % _words.Length] : _words[index];
    }
}
