using System.Reflection.PortableExecutable;

namespace Ferry.EndToEnd.Tests.Tool;

/// <summary>What a compiler has left in an assembly.</summary>
internal static class MachineCode
{
    /// <summary>Whether the assembly holds machine code beside its IL.</summary>
    public static bool IsIn(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        return file.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
    }
}
