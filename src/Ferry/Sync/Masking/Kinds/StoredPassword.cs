using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Makes the stored forms that rest on PBKDF2, of a password that is no secret: with a fixed salt and few rounds.</summary>
internal static class StoredPassword
{
    private const int Rounds = 10_000;
    private const int KeyLength = 32;
    private static readonly byte[] Salt = "ferry-masked-pwd"u8.ToArray();

    /// <summary><c>pbkdf2_sha256$rounds$salt$hash</c>, as Django's PBKDF2PasswordHasher stores it.</summary>
    public static byte[] Django()
    {
        var hash = Rfc2898DeriveBytes.Pbkdf2(PasswordMask.Password, Salt, Rounds, HashAlgorithmName.SHA256, KeyLength);
        return Encoding.ASCII.GetBytes(FormattableString.Invariant($"pbkdf2_sha256${Rounds}${Encoding.ASCII.GetString(Salt)}${Convert.ToBase64String(hash)}"));
    }

    /// <summary>Version 3 of ASP.NET Core Identity's PasswordHasher: marker, function (2 is HMAC-SHA512), rounds, salt length, salt, hash.</summary>
    public static byte[] Identity()
    {
        var form = new byte[13 + Salt.Length + KeyLength];
        form[0] = 1;
        BinaryPrimitives.WriteInt32BigEndian(form.AsSpan(1), 2);
        BinaryPrimitives.WriteInt32BigEndian(form.AsSpan(5), Rounds);
        BinaryPrimitives.WriteInt32BigEndian(form.AsSpan(9), Salt.Length);
        Salt.CopyTo(form, 13);
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(PasswordMask.Password), Salt, form.AsSpan(13 + Salt.Length), Rounds, HashAlgorithmName.SHA512);
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(form));
    }
}
