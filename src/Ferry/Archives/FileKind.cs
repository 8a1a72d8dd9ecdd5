namespace Ferry.Archives;

/// <summary>Says what a file looks like by its first bytes, so that a wrong file gets a useful answer.</summary>
internal static class FileKind
{
    private static readonly (byte[] Start, string Name)[] Known =
    [
        ("age-encryption.org/"u8.ToArray(), "an age-encrypted file; decrypt it first"),
        ("SQLite format 3\0"u8.ToArray(), "an SQLite database"),
        ([0x1F, 0x8B], "a gzip file"),
        ([0x28, 0xB5, 0x2F, 0xFD], "a zstd file"),
        ("-- "u8.ToArray(), "an SQL script"),
        ("/*"u8.ToArray(), "an SQL script"),
        ("<"u8.ToArray(), "an HTML or XML page"),
        ("{"u8.ToArray(), "a JSON document"),
    ];

    public static async ValueTask DemandZipAsync(string name, Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[32];
        var count = await stream.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        stream.Position = 0;
        if (count == 0)
        {
            throw ArchiveFault.NotAnArchive(name, "It is empty.");
        }

        if (!start.AsSpan().StartsWith("PK\x03\x04"u8))
        {
            var looks = Known.FirstOrDefault(known => start.AsSpan(0, count).StartsWith(known.Start)).Name;
            throw ArchiveFault.NotAnArchive(name, looks is null ? "It does not start like a zip file." : $"It looks like {looks}.");
        }
    }
}
