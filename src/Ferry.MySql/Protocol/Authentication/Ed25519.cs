using System.Security.Cryptography;

namespace Ferry.MySql.Protocol.Authentication;

/// <summary>
/// Ed25519 signing (RFC 8032) with a secret of any length, which is MariaDB's variation: the RFC hashes a seed of 32 bytes
/// into the key, MariaDB the password. .NET has no Ed25519, and libraries take only seeds of 32 bytes.
/// </summary>
internal static class Ed25519
{
    private const int KeySize = 32;
    private const int SignatureSize = 64;

    /// <summary>Signs <paramref name="message"/>.</summary>
    /// <returns>The 64 bytes R and S.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        var key = ExpandKey(secret);
        var nonce = SHA512.HashData([.. key.AsSpan(KeySize), .. message]);
        Ed25519Scalar.Reduce(nonce);

        var signature = new byte[SignatureSize];
        Ed25519Point.MultiplyBase(nonce.AsSpan(0, KeySize), signature.AsSpan(0, KeySize));
        var hash = SHA512.HashData([.. signature.AsSpan(0, KeySize), .. PublicKeyOf(key), .. message]);
        Ed25519Scalar.Reduce(hash);
        Ed25519Scalar.MultiplyAdd(hash.AsSpan(0, KeySize), key.AsSpan(0, KeySize), nonce.AsSpan(0, KeySize), signature.AsSpan(KeySize));

        CryptographicOperations.ZeroMemory(key);
        CryptographicOperations.ZeroMemory(nonce);
        return signature;
    }

    /// <summary>Returns the 32 bytes of the public key.</summary>
    public static byte[] PublicKey(ReadOnlySpan<byte> secret) => PublicKeyOf(ExpandKey(secret));

    private static byte[] ExpandKey(ReadOnlySpan<byte> secret)
    {
        var key = SHA512.HashData(secret);
        key[0] &= 248;
        key[31] &= 127;
        key[31] |= 64;
        return key;
    }

    private static byte[] PublicKeyOf(byte[] key)
    {
        var publicKey = new byte[KeySize];
        Ed25519Point.MultiplyBase(key.AsSpan(0, KeySize), publicKey);
        return publicKey;
    }
}
