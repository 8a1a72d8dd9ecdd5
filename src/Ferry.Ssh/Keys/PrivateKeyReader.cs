using System.Text;

namespace Ferry.Ssh.Keys;

/// <summary>Finds out what a key file is. It decrypts nothing.</summary>
internal static class PrivateKeyReader
{
    private const string OpenSshArmor = "OPENSSH PRIVATE KEY";
    private const string PuttyMark = "PuTTY-User-Key-File-";

    /// <summary>Reads a key; null when there is neither the file nor a public key of that name.</summary>
    /// <exception cref="InvalidDataException">The file is no private key.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be opened.</exception>
    public static async ValueTask<PrivateKey?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var beside = await ReadPublicAsync($"{path}.pub", cancellationToken).ConfigureAwait(false);
        var certificate = await ReadPublicAsync($"{path}-cert.pub", cancellationToken).ConfigureAwait(false);
        if (!File.Exists(path))
        {
            return beside is null ? null : new PrivateKey(path, Content: null, beside, IsEncrypted: false, certificate);
        }

        var content = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        var text = Encoding.UTF8.GetString(content);
        if (ParsePublic(text) is { } itself)
        {
            return new PrivateKey(path, Content: null, itself, IsEncrypted: false, certificate);
        }

        var (inside, encrypted) = text.StartsWith(PuttyMark, StringComparison.Ordinal) ? ReadPutty(text)
            : text.Contains($"BEGIN {OpenSshArmor}", StringComparison.Ordinal) ? ReadOpenSsh(text)
            : text.Contains(" PRIVATE KEY-----", StringComparison.Ordinal) ? (null, text.Contains("ENCRYPTED", StringComparison.Ordinal))
            : throw new InvalidDataException("it is no private key in OpenSSH's, PEM's or PuTTY's format");
        return new PrivateKey(path, content, inside ?? beside, encrypted, certificate);
    }

    private static async ValueTask<PublicKey?> ReadPublicAsync(string path, CancellationToken cancellationToken) =>
        File.Exists(path) ? ParsePublic(await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)) : null;

    private static PublicKey? ParsePublic(string text) =>
        text.Split([' ', '\t', '\r', '\n'], 3) is [var type, var base64, ..] ? PublicKey.Parse(type, base64) : null;

    // openssh-key-v1: magic, cipher, key derivation and its options, number of keys, public key, private part (PROTOCOL.key).
    private static (PublicKey? Public, bool IsEncrypted) ReadOpenSsh(string text)
    {
        var start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        var end = text.IndexOf($"-----END {OpenSshArmor}", StringComparison.Ordinal);
        if (end < start)
        {
            throw new InvalidDataException("its end is missing");
        }

        var bytes = Decode(text[start..end]);
        if (!bytes.AsSpan().StartsWith("openssh-key-v1\0"u8))
        {
            throw new InvalidDataException("it is no key of OpenSSH's format 1");
        }

        var reader = new WireReader(bytes.AsSpan("openssh-key-v1\0"u8.Length));
        var cipher = reader.Text();
        reader.Bytes();
        reader.Bytes();
        reader.UInt32();
        return (new PublicKey(reader.Bytes()), cipher != "none");
    }

    private static (PublicKey? Public, bool IsEncrypted) ReadPutty(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        var encryption = Value(lines, "Encryption: ").Value;
        var (count, at) = Value(lines, "Public-Lines: ");
        if (!int.TryParse(count, out var length) || length < 1 || at + length >= lines.Length)
        {
            throw new InvalidDataException("its public key cannot be read");
        }

        return (new PublicKey(Decode(string.Concat(lines.AsSpan(at + 1, length)!))), encryption != "none");
    }

    private static (string Value, int At) Value(string[] lines, string name)
    {
        var at = Array.FindIndex(lines, line => line.StartsWith(name, StringComparison.Ordinal));
        return at < 0 ? throw new InvalidDataException($"it has no line '{name.TrimEnd()}'") : (lines[at][name.Length..], at);
    }

    private static byte[] Decode(string base64)
    {
        try
        {
            return Convert.FromBase64String(base64);
        }
        catch (FormatException exception)
        {
            throw new InvalidDataException("it is damaged", exception);
        }
    }
}
