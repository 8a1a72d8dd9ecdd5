using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ferry.Ssh;

/// <summary>A public key: its type and the bytes that go over the wire (RFC 4253 §6.6).</summary>
internal sealed class PublicKey : IEquatable<PublicKey>
{
    private readonly byte[] _blob;

    /// <exception cref="InvalidDataException">The bytes are no public key.</exception>
    public PublicKey(ReadOnlySpan<byte> blob)
    {
        _blob = blob.ToArray();
        Type = ReadType(blob) ?? throw new InvalidDataException("it holds no public key");
    }

    /// <summary>Such as <c>ssh-ed25519</c>. An RSA key is <c>ssh-rsa</c>, whatever it signs with.</summary>
    public string Type { get; }

    public ReadOnlySpan<byte> Blob => _blob;

    /// <summary>As OpenSSH shows it: <c>SHA256:</c> and base64 without padding.</summary>
    public string Fingerprint => $"SHA256:{Convert.ToBase64String(SHA256.HashData(_blob)).TrimEnd('=')}";

    /// <summary>Type and base64, as in known_hosts and <c>.pub</c> files.</summary>
    public string Text => $"{Type} {Convert.ToBase64String(_blob)}";

    /// <summary>Reads a key as known_hosts and <c>.pub</c> files have it; null when it is none, or of another type than it says.</summary>
    public static PublicKey? Parse(string type, string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && ReadType(bytes.AsSpan(0, length)) == type ? new PublicKey(bytes.AsSpan(0, length)) : null;
    }

    public bool Equals(PublicKey? other) => other is not null && _blob.AsSpan().SequenceEqual(other._blob);

    public override bool Equals(object? obj) => Equals(obj as PublicKey);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(_blob);
        return hash.ToHashCode();
    }

    public override string ToString() => $"{Type} {Fingerprint}";

    private static string? ReadType(ReadOnlySpan<byte> blob) =>
        BinaryPrimitives.TryReadUInt32BigEndian(blob, out var length) && length is > 0 and < 128 && blob.Length > length + 4
            ? Encoding.ASCII.GetString(blob.Slice(4, (int)length))
            : null;
}
