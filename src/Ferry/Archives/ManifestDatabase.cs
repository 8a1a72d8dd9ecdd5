using Ferry.Databases;
using Ferry.Reading;

namespace Ferry.Archives;

/// <summary>One database in an archive.</summary>
public sealed record ManifestDatabase
{
    /// <summary>Its key in the environment, such as <c>main</c>.</summary>
    public required string Key { get; init; }

    /// <summary>Engine family.</summary>
    public required string Engine { get; init; }

    /// <summary>Rows and DDL, or a copy of the file.</summary>
    public required BackupForm Form { get; init; }

    /// <summary>Its name on the server, or its file name.</summary>
    public required string Database { get; init; }

    /// <summary>The server it was read from.</summary>
    public required ServerIdentity Server { get; init; }

    /// <summary>How consistent the rows are among each other.</summary>
    public required Consistency Consistency { get; init; }

    /// <summary>Path of the catalog in the archive.</summary>
    public required string Schema { get; init; }

    /// <summary>The copy of the file, for image form.</summary>
    public ManifestImage? Image { get; init; }

    /// <summary>One entry a table.</summary>
    public required IReadOnlyList<ManifestTable> Tables { get; init; }

    /// <summary>Number of objects that are not tables.</summary>
    public int Objects { get; init; }

    /// <summary>Rows of all tables.</summary>
    public long Rows => Tables.Sum(table => table.Rows);
}
