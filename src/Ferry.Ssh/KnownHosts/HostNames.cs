using System.Security.Cryptography;
using System.Text;

namespace Ferry.Ssh.KnownHosts;

/// <summary>The hosts that a line of known_hosts is about: patterns, or one name that is hashed (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
internal sealed class HostNames
{
    private const char HashMark = '|';
    private readonly PatternList? _patterns;
    private readonly byte[] _salt = [];
    private readonly byte[] _hash = [];

    private HostNames(PatternList patterns) => _patterns = patterns;

    private HostNames(byte[] salt, byte[] hash) => (_salt, _hash) = (salt, hash);

    /// <summary>Reads the first field of a line; null when it is neither.</summary>
    public static HostNames? Parse(string text) =>
        text.StartsWith(HashMark) ? ParseHashed(text.Split(HashMark)) : new HostNames(new PatternList(text.ToLowerInvariant()));

    /// <summary>A name that nobody can read out of the file.</summary>
    public static string Hash(string entry, ReadOnlySpan<byte> salt) =>
        $"|1|{Convert.ToBase64String(salt)}|{Convert.ToBase64String(Digest(salt, entry))}";

    /// <summary>Whether the line is about a host, as <see cref="HostAddress.Entry"/> writes it.</summary>
    public bool Matches(string entry) => _patterns?.Matches(entry) ?? CryptographicOperations.FixedTimeEquals(Digest(_salt, entry), _hash);

    private static HostNames? ParseHashed(string[] fields)
    {
        var (salt, hash) = (new byte[SHA1.HashSizeInBytes], new byte[SHA1.HashSizeInBytes]);
        return fields is ["", "1", var first, var second] && Decodes(first, salt) && Decodes(second, hash) ? new HostNames(salt, hash) : null;
    }

    private static bool Decodes(string base64, byte[] bytes) => Convert.TryFromBase64String(base64, bytes, out var length) && length == bytes.Length;

    // The format prescribes SHA-1; it hides names, it proves nothing.
#pragma warning disable CA5350
    private static byte[] Digest(ReadOnlySpan<byte> salt, string entry) => HMACSHA1.HashData(salt, Encoding.UTF8.GetBytes(entry));
#pragma warning restore CA5350
}
