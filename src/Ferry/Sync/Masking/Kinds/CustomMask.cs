using System.Buffers;
using System.Globalization;
using System.Text;
using Ferry.Environments;
using Ferry.Masking;
using Ferry.Sync.Masking.Fields;

namespace Ferry.Sync.Masking.Kinds;

/// <summary>Asks a type of the application.</summary>
internal sealed class CustomMask(IValueMask mask, MaskedColumn column, MaskKey key, string type) : ValueMask
{
    private readonly ValueMaskContext _context = new(
        column.Table, column.Column, column.Shape.MaxCharacters, column.Unique, Deriving(key, type));

    /// <summary>For hosts that load no types.</summary>
    public static IValueMask Unavailable(MaskOptions options) => throw new FerryException(
        FailureKind.Usage, "mask.custom-unavailable", $"The custom mask {options.Type} cannot be used here.", "This host loads no types of applications.",
        "Run the sync with the ferry tool, or use one of the built-in kinds.");

    public override bool TakesBinary => true;

    public override bool TryWrite(in FieldValue value, in RowFields row, ArrayBufferWriter<byte> output)
    {
        var isBinary = value.Form == ValueForm.Binary;
        var masked = Ask(isBinary ? Convert.ToHexStringLower(value.Bytes) : Encoding.UTF8.GetString(value.Bytes));
        if (masked is null)
        {
            return column.Shape.Nullable ? false : throw Fault("it gave NULL, which the column does not take");
        }

        if (column.Shape.MaxCharacters is { } most && !isBinary && masked.EnumerateRunes().Count() > most)
        {
            throw Fault(string.Create(CultureInfo.InvariantCulture, $"it gave more than the {most} characters that the column takes"));
        }

        try
        {
            output.Write(isBinary ? Convert.FromHexString(masked) : Encoding.UTF8.GetBytes(masked));
            return true;
        }
        catch (FormatException exception)
        {
            throw Fault("it gave something other than hexadecimal for a binary value", exception);
        }
    }

    private string? Ask(string value)
    {
        try
        {
            return mask.Mask(value, _context);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The exception's message may hold the value.
            throw Fault($"it threw {exception.GetType().Name}");
        }
    }

    private FerryException Fault(string what, Exception? inner = null) => new(
        FailureKind.Source, "mask.custom-failed", $"The custom mask {type} failed on {column.Table}.{column.Column.Name}.", $"On some value {what}.",
        "Correct the type, or use another kind for the column.", inner);

    private static Func<string, UInt128> Deriving(MaskKey key, string type)
    {
        var function = key.For("custom " + type);
        return text => function.Hash(Encoding.UTF8.GetBytes(text));
    }
}
