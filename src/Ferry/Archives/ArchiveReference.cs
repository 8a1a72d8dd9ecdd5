using Ferry.Storage;

namespace Ferry.Archives;

/// <summary>Names one archive: where it is kept, and under which name.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Name">Full name in the storage, with forward slashes.</param>
public sealed record ArchiveReference(IStorage Storage, string Name)
{
    /// <summary>The name that commands take: the file name without its ending.</summary>
    public string ShortName
    {
        get
        {
            var file = Name[(Name.LastIndexOf('/') + 1)..];
            return file.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) ? file[..^4] : file;
        }
    }
}
