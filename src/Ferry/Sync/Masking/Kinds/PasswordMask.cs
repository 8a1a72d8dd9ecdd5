using System.Buffers;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>The stored form of one known password, so that anyone can be logged in as in development. Of the forms of common frameworks it takes the one
/// that the value has: Django's, ASP.NET Core Identity's, else bcrypt, which Laravel, Rails and most others take.</summary>
internal sealed class PasswordMask(byte[]? stored) : ValueMask
{
    /// <summary>What every account's password becomes.</summary>
    public const string Password = "password";

    private static readonly Lazy<byte[]> Django = new(StoredPassword.Django);
    private static readonly Lazy<byte[]> Identity = new(StoredPassword.Identity);

    /// <summary>bcrypt of <see cref="Password"/> with cost 10, as PHP writes it.</summary>
    public static ReadOnlySpan<byte> Bcrypt => "$2y$10$92IXUNpkjO0rOQ5byMi.Ye4oKoEa3Ro9llC/.og/at2.uheWG/igi"u8;

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        output.Write(
            stored is not null ? stored
            : value.Bytes.StartsWith("pbkdf2_sha256$"u8) ? Django.Value
            : value.Bytes.StartsWith("AQAAAA"u8) ? Identity.Value
            : Bcrypt);
        return true;
    }
}
