using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>How backups are restored.</summary>
public sealed class RestoreOptions
{
    /// <summary>Loaders at once.</summary>
    /// <value>2.</value>
    [Range(1, 64)]
    public int Workers { get; init; } = 2;
}
