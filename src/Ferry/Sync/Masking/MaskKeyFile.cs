using Ferry.Storage;

namespace Ferry.Sync.Masking;

/// <summary>The project's own key of masked values, in a file beside its configuration: <c>.ferry/mask.key</c>. Made once; whoever has it can link masked values to raw ones.</summary>
public static class MaskKeyFile
{
    private const UnixFileMode Owners = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MostAttempts = 250;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Reads the key, or makes it when there is none.</summary>
    /// <param name="project">The folder of the project's configuration.</param>
    /// <param name="cancellationToken">Ends the wait for another run that makes it.</param>
    /// <returns>The key.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Key"/> when the file holds no key or others can read it; <see cref="FailureKind.Destination"/> when it cannot be made.</exception>
    public static async ValueTask<MaskKey> OpenAsync(string project, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(project, ".ferry");
        var path = Path.Combine(folder, "mask.key");
        try
        {
            await MakeAsync(folder, path, cancellationToken).ConfigureAwait(false);
            DemandPrivate(path);
            return MaskKey.Parse(new Secret((await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FerryException(
                FailureKind.Destination, "mask.key-file", $"The key of masked values, {path}, can be neither read nor made.", exception.Message,
                "Set Sync:MaskKey to env:NAME or file:PATH, or make the folder writable.", exception);
        }
    }

    private static async ValueTask MakeAsync(string folder, string path, CancellationToken cancellationToken)
    {
        if (File.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(folder);
        using var ignored = await AloneAsync(Path.Combine(folder, ".gitignore"), cancellationToken).ConfigureAwait(false);
        if (ignored.Length == 0)
        {
            ignored.Write("*\n"u8);
        }

        if (!File.Exists(path))
        {
            WriteNew(folder, path);
        }
    }

    // Of runs that make the key at once, one does and the others wait for it: moving a file does not say on every system that the name was taken.
    private static async ValueTask<FileStream> AloneAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (FileLock.Take(path) is { } taken)
            {
                return taken;
            }

            if (attempt == MostAttempts)
            {
                throw new IOException($"{path} is held by another process.");
            }

            await Task.Delay(_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // Complete before it has its name: no run ever reads half a key.
    private static void WriteNew(string folder, string path)
    {
        var partial = Path.Combine(folder, $"{Guid.NewGuid():N}.partial");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owners;
        }

        using (var writer = new StreamWriter(partial, options))
        {
            writer.WriteLine(MaskKey.Create().Format().Reveal());
        }

        File.Move(partial, path, overwrite: false);
    }

    private static void DemandPrivate(string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~Owners) != 0)
        {
            throw new FerryException(
                FailureKind.Key, "mask.key-exposed", $"Others can read {path}, the key of masked values.", "With it, masked values can be linked to the raw ones.",
                $"chmod 600 {path}, and make a new key if somebody may have read it.");
        }
    }
}
