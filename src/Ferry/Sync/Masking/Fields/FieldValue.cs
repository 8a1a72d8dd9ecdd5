namespace Ferry.Sync.Masking.Fields;

/// <summary>One value out of a row, without escapes: UTF-8, but for <see cref="ValueForm.Binary"/>, which is as it is.</summary>
internal readonly ref struct FieldValue(ReadOnlySpan<byte> bytes, ValueForm form)
{
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public ValueForm Form { get; } = form;
}
