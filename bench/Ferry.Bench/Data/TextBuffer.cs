using System.Globalization;

namespace Ferry.Bench.Data;

/// <summary>A text under construction, reused from value to value.</summary>
internal sealed class TextBuffer
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int WordsThatFollow = 12;
    private char[] _chars = new char[4096];
    private int _length;

    public ReadOnlySpan<char> Text => _chars.AsSpan(0, _length);

    public TextBuffer Clear()
    {
        _length = 0;
        return this;
    }

    public TextBuffer Add(ReadOnlySpan<char> text)
    {
        Reserve(text.Length);
        text.CopyTo(_chars.AsSpan(_length));
        _length += text.Length;
        return this;
    }

    public TextBuffer Add(long number)
    {
        Reserve(20);
        number.TryFormat(_chars.AsSpan(_length), out var written, default, CultureInfo.InvariantCulture);
        _length += written;
        return this;
    }

    /// <summary>Adds characters that no compressor can guess: password hashes, tokens.</summary>
    public TextBuffer AddToken(Dice dice, int length)
    {
        Reserve(length);
        for (var index = 0; index < length; index++)
        {
            _chars[_length++] = Base62[(int)dice.Below(Base62.Length)];
        }

        return this;
    }

    /// <summary>Adds prose: each word is followed by one of the few that go with it, as in a language.</summary>
    public TextBuffer AddSentences(Dice dice, int words)
    {
        var current = dice.Below(Words.Prose.Length);
        for (var word = 0; word < words; word++)
        {
            Add(Words.Prose[current]);
            Add(word == words - 1 ? "." : dice.Below(60) switch { 0 => ".\n", < 5 => ". ", < 9 => ", ", _ => " " });
            var choice = dice.Below(dice.Below(WordsThatFollow) + 1);
            current = ((current * 31) + (choice * choice * 7) + 1) % Words.Prose.Length;
        }

        return this;
    }

    private void Reserve(int count)
    {
        if (_length + count > _chars.Length)
        {
            Array.Resize(ref _chars, (_length + count) * 2);
        }
    }
}
