namespace Ferry.TestServers;

/// <summary>The working copy that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder with the solution.</summary>
    /// <exception cref="InvalidOperationException">The tests run outside a working copy.</exception>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Ferry.slnx")))
            {
                return folder;
            }
        }

        throw new InvalidOperationException($"no Ferry.slnx above {AppContext.BaseDirectory}");
    }
}
