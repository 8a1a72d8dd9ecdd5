using System.ComponentModel.DataAnnotations;
using Ferry.Sync.Masking;

namespace Ferry.Environments;

/// <summary>What takes the place of the values of a column. A text in its place is its <see cref="Kind"/>.</summary>
[Shorthand(nameof(Kind))]
public sealed class MaskOptions
{
    /// <summary>What takes the place of the values.</summary>
    [Required]
    public MaskKind? Kind { get; init; }

    /// <summary>The text of <see cref="MaskKind.Constant"/>; the stored form that <see cref="MaskKind.Password"/> writes.</summary>
    public string? Value { get; init; }

    /// <summary>Hexadecimal digits of <see cref="MaskKind.Hash"/>.</summary>
    /// <value>32, or as many as fit.</value>
    [Range(8, 32)]
    public int? Length { get; init; }

    /// <summary>First characters that <see cref="MaskKind.Redact"/> leaves.</summary>
    /// <value>0.</value>
    [Range(0, 1000)]
    public int? Keep { get; init; }

    /// <summary>The domain of <see cref="MaskKind.Email"/>; <c>keep</c> for the one that was there.</summary>
    /// <value><c>example.com</c>, <c>example.org</c> or <c>example.net</c>, by the top-level domain that was there.</value>
    public string? Domain { get; init; }

    /// <summary>The most days by which <see cref="MaskKind.DateShift"/> moves a date, either way.</summary>
    /// <value>180.</value>
    [Range(1, 36500)]
    public int? Days { get; init; }

    /// <summary>Column of the same table whose value decides by how many days <see cref="MaskKind.DateShift"/> moves: one and the same for all dates of a person.</summary>
    /// <value>None: all dates of the project move by the same days.</value>
    public string? By { get; init; }

    /// <summary>The most percent by which <see cref="MaskKind.NumberNoise"/> changes a number, either way.</summary>
    /// <value>10.</value>
    [Range(1, 100)]
    public int? Percent { get; init; }

    /// <summary>The most decimal digits of the numbers of <see cref="MaskKind.Permute"/>.</summary>
    /// <value>The range of the column's type.</value>
    [Range(1, 18)]
    public int? Digits { get; init; }

    /// <summary>The regular expression of <see cref="MaskKind.Regex"/>, without lookarounds and backreferences.</summary>
    public string? Pattern { get; init; }

    /// <summary>What takes the place of each match of <see cref="Pattern"/>; <c>$1</c> is a group.</summary>
    /// <value>Nothing.</value>
    public string? Replacement { get; init; }

    /// <summary>The type of <see cref="MaskKind.Custom"/>: its name with namespace.</summary>
    public string? Type { get; init; }

    /// <summary>The file that <see cref="Type"/> is in, from the configuration's folder.</summary>
    public string? Assembly { get; init; }

    /// <summary>Masks only rows where another column has, or has not, one of some values: <c>role = customer</c>, <c>email != me@example.com, you@example.com</c>.</summary>
    public string? When { get; init; }
}
