using SQLitePCL;

namespace Ferry.Sqlite.Tests;

/// <summary>A folder for one test's databases, with the plain library to make them.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    static TemporaryFolder() => Batteries_V2.Init();

    public string Path { get; } = Directory.CreateTempSubdirectory("ferry-sqlite-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Runs statements on a connection of their own; rows are discarded.</summary>
    public static void Execute(string path, params string[] statements)
    {
        using var database = RawDatabase.Open(path);
        foreach (var statement in statements)
        {
            database.Execute(statement);
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
