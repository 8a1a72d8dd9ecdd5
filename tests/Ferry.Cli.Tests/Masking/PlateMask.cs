using Ferry.Masking;

namespace Ferry.Cli.Tests.Masking;

/// <summary>As an application would write it: a number plate of the same town.</summary>
public sealed class PlateMask : IValueMask
{
    public string? Mask(string value, ValueMaskContext context) => $"{value.Split('-')[0]}-{context.Derive(value) % 10000}";
}
