using System.Diagnostics;
using System.Globalization;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>A file system of some kilobytes in memory. Needs the right to mount; a test without it is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    public static SmallDisk Mount(long bytes, string mode = "rw")
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "Needs Linux and the right to mount a tmpfs.");
        var path = Directory.CreateTempSubdirectory("ferry-disk-").FullName;
        var size = bytes.ToString(CultureInfo.InvariantCulture);
        if (Run("mount", "-t", "tmpfs", "-o", $"size={size},{mode}", "tmpfs", path) != 0)
        {
            Directory.Delete(path);
            Assert.Skip("This machine does not let a test mount a tmpfs.");
        }

        return new SmallDisk(path);
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(Path);
    }

    private static int Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
