namespace Ferry.Architecture.Tests;

/// <summary>The checkout that the tests run in.</summary>
internal static class Repository
{
    public static DirectoryInfo Root { get; } = Find();

    public static IEnumerable<FileInfo> Sources(string folder) =>
        new DirectoryInfo(Path.Combine(Root.FullName, folder)).EnumerateFiles("*.cs", SearchOption.AllDirectories)
            .Where(file => !file.FullName.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static DirectoryInfo Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Ferry.slnx")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No Ferry.slnx above the tests.");
        }

        return directory;
    }
}
