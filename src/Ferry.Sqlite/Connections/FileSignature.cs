namespace Ferry.Sqlite.Connections;

/// <summary>Says what a file that is no SQLite database looks like.</summary>
internal static class FileSignature
{
    private const int SampleSize = 512;
    private const int RandomDistinctBytes = 200;

    public static string Describe(DatabaseFile file)
    {
        try
        {
            return Describe(file.ReadStart(SampleSize));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"The file cannot be read: {exception.Message}";
        }
    }

    public static string Describe(ReadOnlySpan<byte> start) => start switch
    {
        [] => "The file is empty.",
        _ when start.StartsWith("SQLite format 3\0"u8) => "The file starts like an SQLite database, but its header is damaged or cut off.",
        _ when start.StartsWith("** This file contains an SQLite 2"u8) => "The file is an SQLite 2 database, which SQLite 3 cannot read.",
        _ when start.StartsWith("PK"u8) => "The file looks like a zip archive.",
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) => "The file looks like gzip.",
        _ when start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) => "The file looks like zstd.",
        _ when IsHtml(start) => "The file looks like an HTML page; was it downloaded from a site that answered with an error or a login?",
        _ when start.IndexOfAnyExcept((byte)0) < 0 => "The file starts with zeros only.",
        _ when IsText(start) => "The file looks like text, perhaps an SQL dump.",
        _ when LooksRandom(start) => "The file looks like random bytes; it may be encrypted (SQLCipher), which Ferry cannot read.",
        _ => "The file has no SQLite header.",
    };

    private static bool IsHtml(ReadOnlySpan<byte> start)
    {
        var text = start.TrimStart(" \t\r\n"u8);
        return text.StartsWith("<!"u8) || text.StartsWith("<html"u8) || text.StartsWith("<HTML"u8);
    }

    private static bool IsText(ReadOnlySpan<byte> start) => start.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) < 0
        || start.IndexOfAnyInRange((byte)0, (byte)8) < 0 && System.Text.Unicode.Utf8.IsValid(start);

    private static bool LooksRandom(ReadOnlySpan<byte> start) =>
        start.Length == SampleSize && start.ToArray().Distinct().Count() > RandomDistinctBytes;
}
