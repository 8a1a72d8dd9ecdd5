using System.Globalization;
using Ferry.Detection;
using Ferry.Sqlite.Connections;

namespace Ferry.Sqlite.Detection;

/// <summary>Tells by a database's file whether anything in it was written. Taken inside a read transaction, which keeps the file as it is.</summary>
internal sealed class FileStamp(DatabaseFile file, Connection connection, TimeProvider time)
{
    public const string Kind = "file";

    // File systems tell times apart by up to two seconds.
    private static readonly TimeSpan _margin = TimeSpan.FromSeconds(3);

    /// <summary>The stamp; null when the library does not say enough.</summary>
    public TableStamp? Read()
    {
        // Salts, position and checksum of the log's last frame name one state of it, and the file under it does not change while it lasts.
        if (NativeFile.WalState(connection) is { } log)
        {
            return new(Kind, $"wal|{Convert.ToHexStringLower(log)}", Settled: true, "the write-ahead log has not moved");
        }

        // A write through the log does not have to count in the header, but it reaches the file by a write, which sets the file's time.
        // A write without a log always counts.
        var info = new FileInfo(file.Path);
        return NativeFile.Header(connection) is { } header
            ? new(
                Kind,
                string.Create(CultureInfo.InvariantCulture, $"file|{info.Length}|{info.LastWriteTimeUtc.Ticks}|{Convert.ToHexStringLower(header)}"),
                info.LastWriteTimeUtc + _margin < time.GetUtcNow().UtcDateTime,
                $"the file was last written at {info.LastWriteTimeUtc.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC")
            : null;
    }
}
