using System.Runtime.InteropServices;
using Ferry.Cli.Hosting;

namespace Ferry.Cli.Tests.Hosting;

public sealed class NativeHeapTests
{
    private const int Blocks = 512; // Nobody writes to them, so that they take no memory.
    private const int BlockBytes = 100 << 10; // Less than what glibc hands out of an arena by itself, and more than the limit.

    [Fact]
    public void Blocks_beyond_the_limit_are_mapped_one_by_one_so_that_they_go_back_when_they_are_freed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "mallinfo2", out _), "The C library is not glibc.");
        NativeHeap.GiveBack();
        var before = (long)ReadHeap().MappedBlocks;

        var blocks = Enumerable.Range(0, Blocks).Select(_ => Marshal.AllocHGlobal(BlockBytes)).ToList();
        var between = (long)ReadHeap().MappedBlocks;
        blocks.ForEach(Marshal.FreeHGlobal);

        // Other tests of this process use the heap at the same time, and what they have freed is handed out first.
        (between - before).ShouldBeGreaterThan(Blocks / 2);
        (between - (long)ReadHeap().MappedBlocks).ShouldBeGreaterThan(Blocks / 2);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc.so.6", EntryPoint = "mallinfo2")]
    private static extern HeapInfo ReadHeap();

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct HeapInfo
    {
        private readonly nuint _arena;
        private readonly nuint _free;
        private readonly nuint _small;
        public readonly nuint MappedBlocks;
        private readonly nuint _mappedBytes;
        private readonly nuint _most;
        private readonly nuint _smallBytes;
        private readonly nuint _used;
        private readonly nuint _freeBytes;
        private readonly nuint _top;
    }
}
