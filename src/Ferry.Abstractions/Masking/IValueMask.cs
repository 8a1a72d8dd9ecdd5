namespace Ferry.Masking;

/// <summary>Replaces the values of a column by others. Implemented by an application for what the built-in kinds do not cover, and named in the
/// configuration by <c>{ "Kind": "custom", "Type": "My.App.Masks.Plate, My.App.Masks" }</c>.</summary>
/// <remarks>The type needs a public constructor without parameters. One instance serves one column of one run and is called from one thread at a time.
/// The same value must always give the same result: the next sync compares it with what it wrote before. Derive everything that looks random from
/// <see cref="ValueMaskContext.Derive"/>. An exception ends the sync before anything is written.</remarks>
public interface IValueMask
{
    /// <summary>Masks one value. Never called for NULL and for empty text, which stay as they are.</summary>
    /// <param name="value">The value as text: numbers and dates as the server writes them, binary values in hexadecimal.</param>
    /// <param name="context">Which column it is from, and what randomness may be drawn from.</param>
    /// <returns>What takes its place; null for NULL. Longer text than the column takes is an error.</returns>
    string? Mask(string value, ValueMaskContext context);
}
