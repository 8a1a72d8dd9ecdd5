using Ferry.Databases;

namespace Ferry.Sqlite.Connections;

/// <summary>A file is marked already: on Linux by device and inode, which hard links share; elsewhere by its real path.</summary>
internal sealed class DatabaseMark(DatabaseFile file) : IDatabaseMark
{
    public ValueTask<string?> LeaveAsync(CancellationToken cancellationToken) => ValueTask.FromResult<string?>(Read());

    public ValueTask<bool> SeesAsync(string mark, CancellationToken cancellationToken) => ValueTask.FromResult(mark == Read());

    private string Read() => OperatingSystem.IsLinux() && file.Exists && FileStatus.Of(file.Path) is var status
        ? $"{status.Device:x}:{status.Inode}"
        : file.Path;
}
