namespace Ferry.Archives;

/// <summary>What an archive says about itself; its last member. No manifest, no backup.</summary>
public sealed record Manifest
{
    /// <summary>The format that this Ferry writes, and the newest that it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>Format version of the archive.</summary>
    public required int Format { get; init; }

    /// <summary>Version of the Ferry that wrote it.</summary>
    public required string Ferry { get; init; }

    /// <summary>Application that the backup belongs to.</summary>
    public required string Application { get; init; }

    /// <summary>Environment that it was taken from.</summary>
    public required string Environment { get; init; }

    /// <summary>When the run started, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How long the run took, in seconds, up to the manifest.</summary>
    public double Seconds { get; init; }

    /// <summary>One entry a database.</summary>
    public required IReadOnlyList<ManifestDatabase> Databases { get; init; }

    /// <summary>Members that are neither chunks nor images: texts, schema, scripts.</summary>
    public IReadOnlyList<ManifestFile> Files { get; init; } = [];

    /// <summary>What was left out or deserves a look.</summary>
    public IReadOnlyList<Finding> Warnings { get; init; } = [];
}
