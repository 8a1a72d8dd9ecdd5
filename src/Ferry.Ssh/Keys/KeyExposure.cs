namespace Ferry.Ssh.Keys;

/// <summary>Whether other users of the machine can read a private key.</summary>
internal static class KeyExposure
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The permissions that are too many, in octal, as <c>chmod</c> takes them; null when there are none.</summary>
    public static string? Find(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var mode = File.GetUnixFileMode(path);
        return (mode & Others) == UnixFileMode.None ? null : Convert.ToString((int)mode, 8).PadLeft(4, '0');
    }

    /// <summary>Whether a file is the user's own, so that its mode is theirs to mend; files elsewhere may be mounted as they are.</summary>
    public static bool IsOwn(string path, string home) => path.StartsWith(home.TrimEnd('/') + '/', StringComparison.Ordinal);
}
