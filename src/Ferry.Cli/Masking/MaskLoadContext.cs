using System.Reflection;
using System.Runtime.Loader;

namespace Ferry.Cli.Masking;

/// <summary>Loads an application's assembly with what lies beside it; contracts come from Ferry itself, so that types agree.</summary>
internal sealed class MaskLoadContext(string path) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(path))
{
    private readonly AssemblyDependencyResolver _resolver = new(path);

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == typeof(Ferry.Masking.IValueMask).Assembly.GetName().Name ? null
        : _resolver.ResolveAssemblyToPath(assemblyName) is { } found ? LoadFromAssemblyPath(found)
        : null;
}
