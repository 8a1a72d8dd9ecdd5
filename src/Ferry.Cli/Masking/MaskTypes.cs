using System.Reflection;
using Ferry.Environments;
using Ferry.Masking;

namespace Ferry.Cli.Masking;

/// <summary>Finds the types of an application that a configuration names as masks. Their code runs with the rights of the user, like any tool that a
/// project's configuration starts: so it is loaded only when a sync needs it, and only from a file that nobody else can write.</summary>
internal sealed class MaskTypes(string baseDirectory)
{
    private readonly Dictionary<string, Assembly> _assemblies = new(StringComparer.Ordinal);

    /// <summary>Makes an instance of a custom mask.</summary>
    /// <exception cref="FerryException">When the file or the type is not there, or is not what it must be.</exception>
    public IValueMask Create(MaskOptions options)
    {
        var comma = options.Type!.IndexOf(',', StringComparison.Ordinal);
        var name = (comma < 0 ? options.Type : options.Type[..comma]).Trim();
        var file = options.Assembly ?? (comma < 0 ? null : $"{options.Type[(comma + 1)..].Split(',')[0].Trim()}.dll")
            ?? throw Fault(FailureKind.Usage, name, "The rule does not say which file it is in.", "Add \"Assembly\": \"bin/My.App.Masks.dll\" to the rule.");
        var path = Path.GetFullPath(file, baseDirectory);
        var type = Load(path, name).GetType(name, throwOnError: false) ?? throw Missing(path, name);
        return IsMask(type)
            ? Make(type)
            : throw Fault(
                FailureKind.Usage, name, $"The type in {path} is not a public class that implements {typeof(IValueMask).FullName} and has a public constructor without parameters.",
                "Implement it as docs/masking.md shows.");
    }

    private Assembly Load(string path, string name)
    {
        if (_assemblies.TryGetValue(path, out var loaded))
        {
            return loaded;
        }

        if (!File.Exists(path))
        {
            throw Fault(FailureKind.NotFound, name, $"There is no file {path}.", "Build it, or correct Assembly; the path counts from the configuration's folder.");
        }

        RefuseOpenFile(path, name);
        try
        {
            return _assemblies[path] = new MaskLoadContext(path).LoadFromAssemblyPath(path);
        }
        catch (Exception exception) when (exception is BadImageFormatException or FileLoadException)
        {
            throw Fault(FailureKind.Usage, name, $"{path} is no .NET assembly that this Ferry can load.", "Build it for .NET 10 or earlier.", exception);
        }
    }

    private static void RefuseOpenFile(string path, string name)
    {
        const UnixFileMode Others = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw Fault(FailureKind.Refused, name, $"Other users can write to {path}, and its code would run as you.", $"Run: chmod go-w {path}");
        }
    }

    private static bool IsMask(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsVisible: true, ContainsGenericParameters: false }
        && type.IsAssignableTo(typeof(IValueMask)) && type.GetConstructor(Type.EmptyTypes) is not null;

    private static IValueMask Make(Type type)
    {
        try
        {
            return (IValueMask)Activator.CreateInstance(type)!;
        }
        catch (TargetInvocationException exception)
        {
            throw Fault(FailureKind.Usage, type.FullName!, $"Its constructor failed: {exception.InnerException?.Message}", "Correct the type.", exception);
        }
    }

    private FerryException Missing(string path, string name)
    {
        var known = _assemblies[path].GetExportedTypes().Where(IsMask).Select(type => type.FullName!).ToList();
        return Fault(
            FailureKind.NotFound, name, $"{path} has no such type.{NearestName.Hint(name, known)}",
            known.Count == 0 ? "It has no masks at all." : $"It has {string.Join(", ", known)}.");
    }

    private static FerryException Fault(FailureKind kind, string type, string reason, string remedy, Exception? inner = null) =>
        new(kind, "mask.custom-unavailable", $"The custom mask {type} cannot be used.", reason, remedy, inner);
}
