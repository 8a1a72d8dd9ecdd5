using System.Runtime.InteropServices;

namespace Ferry.Cli.Hosting;

/// <summary>
/// The C library's heap. glibc keeps what was freed, in an arena for nearly every thread, and the more the larger it was: what the compiler and the
/// compressor have used for a moment stays resident many times over. With fixed limits (mallopt(3)) it goes back to the system, and the peak of a restore is 10 to 15 MB lower.
/// </summary>
internal static class NativeHeap
{
    // malloc.h: M_TRIM_THRESHOLD and M_MMAP_THRESHOLD. The compiler works in pieces of 64 KiB.
    private static readonly (int Parameter, string Variable, int Bytes)[] _limits =
        [(-1, "MALLOC_TRIM_THRESHOLD_", 128 << 10), (-3, "MALLOC_MMAP_THRESHOLD_", 64 << 10)];

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int Mallopt(int parameter, int value);

    /// <summary>Sets limits that the environment does not set; does nothing where the C library is another one.</summary>
    public static void GiveBack()
    {
        if (OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallopt", out var address))
        {
            var mallopt = Marshal.GetDelegateForFunctionPointer<Mallopt>(address);
            foreach (var (parameter, _, bytes) in _limits.Where(limit => Environment.GetEnvironmentVariable(limit.Variable) is null))
            {
                _ = mallopt(parameter, bytes);
            }
        }
    }
}
