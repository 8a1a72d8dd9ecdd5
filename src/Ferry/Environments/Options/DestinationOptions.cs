using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>A place where archives are kept. A text in its place is its <see cref="Path"/>.</summary>
[Shorthand(nameof(Path))]
public sealed class DestinationOptions
{
    /// <summary>Folder, from the configuration's folder.</summary>
    [Required]
    public string? Path { get; init; }
}
