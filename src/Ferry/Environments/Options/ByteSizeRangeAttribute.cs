using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>The smallest and largest size that a setting takes.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ByteSizeRangeAttribute(string minimum, string maximum) : ValidationAttribute($"must be between {minimum} and {maximum}")
{
    public string Minimum { get; } = minimum;

    public string Maximum { get; } = maximum;

    public override bool IsValid(object? value) =>
        value is not ByteSize size
        || (ByteSize.TryParse(Minimum, out var least) && ByteSize.TryParse(Maximum, out var most) && size.Bytes >= least.Bytes && size.Bytes <= most.Bytes);
}
