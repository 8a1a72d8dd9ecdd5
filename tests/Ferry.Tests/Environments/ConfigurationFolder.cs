using Ferry.Environments;

namespace Ferry.Tests.Environments;

/// <summary>A temporary folder with a configuration in it.</summary>
internal sealed class ConfigurationFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ferry-config-").FullName;

    public Dictionary<string, string> Variables { get; } = [];

    public List<ConfigurationOverride> Overrides { get; } = [];

    public ConfigurationFolder With(string file, string content)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return this;
    }

    public ConfigurationFolder WithFerry(string section) => With("ferry.json", $"{{ \"Ferry\": {section} }}");

    public ConfigurationFolder WithVariable(string name, string value)
    {
        Variables[name] = value;
        return this;
    }

    public ConfigurationFolder WithOverride(string key, string value, string flag)
    {
        Overrides.Add(new ConfigurationOverride(key, value, flag));
        return this;
    }

    public FerryConfiguration Load(string? configFile = null)
    {
        var request = new ConfigurationRequest
        {
            WorkingDirectory = Path, ConfigFile = configFile, EnvironmentVariables = Variables, Overrides = Overrides,
        };

        // Files this small are read in one step; xunit has no synchronisation context to block.
        return ConfigurationLoader.LoadAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>The problems of a configuration that must not load, one a line.</summary>
    public string[] Problems()
    {
        var error = Should.Throw<FerryException>(() => Load());
        error.Kind.ShouldBe(FailureKind.Usage);
        error.Code.ShouldBe("config.invalid");
        error.Remedy.ShouldNotBeNullOrEmpty();
        return error.Reason!.Split('\n');
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
