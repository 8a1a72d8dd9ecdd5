namespace Ferry.Cli.Output;

/// <summary>A file that appears under its name only when it is complete. It holds data, so only its owner can read it.</summary>
internal sealed class ExportFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _partial;
    private readonly bool _overwrite;

    private ExportFile(string path, bool overwrite)
    {
        _path = path;
        _overwrite = overwrite;
        _partial = path + ".partial";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        Stream = new FileStream(_partial, options);
    }

    public FileStream Stream { get; }

    public static ExportFile Create(string path, bool overwrite)
    {
        if (File.Exists(path) && !overwrite)
        {
            throw new FerryException(
                FailureKind.Refused, "export.file-exists", $"{path} exists already.", "It would be replaced.", "Choose another name, or add --force.");
        }

        try
        {
            return new ExportFile(path, overwrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault(path, exception);
        }
    }

    /// <summary>Puts the complete file in its place.</summary>
    /// <returns>Its size in bytes.</returns>
    public async Task<long> CommitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Stream.FlushAsync(cancellationToken);
            Stream.Flush(flushToDisk: true);
            var bytes = Stream.Length;
            await Stream.DisposeAsync();
            File.Move(_partial, _path, _overwrite);
            return bytes;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fault(_path, exception);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        File.Delete(_partial);
    }

    private static FerryException Fault(string path, Exception exception) => new(
        FailureKind.Destination, "export.not-written", $"{path} could not be written.", exception.Message, "Check the folder, its owner and its free space.", exception);
}
