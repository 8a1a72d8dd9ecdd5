using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>The shortest and longest duration that a setting takes.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeSpanRangeAttribute(string minimum, string maximum) : ValidationAttribute($"must be between {minimum} and {maximum}")
{
    public string Minimum { get; } = minimum;

    public string Maximum { get; } = maximum;

    public override bool IsValid(object? value) =>
        value is not TimeSpan duration
        || (Duration.TryParse(Minimum, out var least) && Duration.TryParse(Maximum, out var most) && duration >= least && duration <= most);
}
