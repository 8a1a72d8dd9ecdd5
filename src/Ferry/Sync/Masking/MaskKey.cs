using System.Buffers.Binary;
using System.Security.Cryptography;
using Ferry.Sync.Masking.Keyed;

namespace Ferry.Sync.Masking;

/// <summary>The secret that all masked values of a project are derived from: 32 random bytes. Who has it can test guesses about masked values.</summary>
public sealed class MaskKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    private readonly byte[] _bytes;

    private MaskKey(byte[] bytes) => _bytes = bytes;

    /// <summary>Names the key without giving it away, so that a sync can tell that it is not the one of the last sync.</summary>
    /// <value>Eight hexadecimal digits.</value>
    public string Fingerprint => Convert.ToHexStringLower(Expand("ferry mask fingerprint", 4));

    /// <summary>Makes a new random key.</summary>
    /// <returns>The key.</returns>
    public static MaskKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Reads a key as <see cref="Format"/> writes it.</summary>
    /// <param name="text">32 bytes in base64, or 64 hexadecimal digits; white space around them does not count.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Key"/> when the text is anything else.</exception>
    public static MaskKey Parse(Secret text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Reveal().Trim();
        var bytes = new byte[Length];
        var valid = trimmed.Length == 2 * Length
            ? Convert.FromHexString(trimmed, bytes, out _, out var written) == System.Buffers.OperationStatus.Done && written == Length
            : Convert.TryFromBase64String(trimmed, bytes, out written) && written == Length;
        return valid ? new MaskKey(bytes) : throw new FerryException(
            FailureKind.Key, "mask.key-invalid", "The masking key cannot be used.",
            "It must be 32 random bytes, written in base64 or as 64 hexadecimal digits; a password would be guessed.",
            "Make one with: openssl rand -base64 32");
    }

    /// <summary>The key as text, to be stored where only its owner can read it.</summary>
    /// <returns>Base64.</returns>
    public Secret Format() => new(Convert.ToBase64String(_bytes));

    /// <summary>A fixed mask.</summary>
    /// <returns>Always the same characters.</returns>
    public override string ToString() => "********";

    /// <summary>The function for one meaning of values (HKDF-SHA256, RFC 5869), so that masks of different meanings tell nothing about each other.</summary>
    internal SipHash For(string meaning) => new(BinaryPrimitives.ReadUInt128LittleEndian(Expand("ferry mask " + meaning, 16)));

    private byte[] Expand(string purpose, int length) =>
        HKDF.Expand(HashAlgorithmName.SHA256, _bytes, length, System.Text.Encoding.UTF8.GetBytes(purpose));
}
