using System.Buffers;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>The stored form of one known password, so that anyone can be logged in as in development.</summary>
internal sealed class PasswordMask(byte[]? stored) : ValueMask
{
    /// <summary>What every account's password becomes.</summary>
    public const string Password = "password";

    /// <summary>bcrypt of <see cref="Password"/> with cost 10, as PHP writes it.</summary>
    public static ReadOnlySpan<byte> Bcrypt => "$2y$10$92IXUNpkjO0rOQ5byMi.Ye4oKoEa3Ro9llC/.og/at2.uheWG/igi"u8;

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        output.Write(stored ?? Bcrypt);
        return true;
    }
}
