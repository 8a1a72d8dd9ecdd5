namespace Ferry.Environments;

/// <summary>Where a value comes from; a later kind wins over an earlier one.</summary>
public enum OriginKind
{
    /// <summary>Ferry's own default.</summary>
    Default,

    /// <summary>A JSON file.</summary>
    File,

    /// <summary>A <c>.env</c> file.</summary>
    DotEnv,

    /// <summary>A variable of the process.</summary>
    EnvironmentVariable,

    /// <summary>The command line.</summary>
    CommandLine,
}
