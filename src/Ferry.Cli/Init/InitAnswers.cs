using Ferry.Environments;

namespace Ferry.Cli.Init;

/// <summary>What a new configuration is made of.</summary>
/// <param name="Application">Name of the application.</param>
/// <param name="Environment">Name of the environment that this machine is.</param>
/// <param name="Database">Settings of its database by their names; a URL alone has the empty name.</param>
/// <param name="Destination">Folder for the backups.</param>
internal sealed record InitAnswers(string Application, string Environment, IReadOnlyDictionary<string, string> Database, string Destination)
{
    /// <summary>The environment that <c>--production</c> names.</summary>
    public const string ProductionName = "production";

    public const string Key = "main";
    public const string Url = "";

    /// <summary>Where production is; null when nobody said.</summary>
    public InitProduction? Production { get; init; }

    /// <summary>The database's settings, for a trial before anything is written.</summary>
    public IReadOnlyList<ConfigurationOverride> AsOverrides() =>
    [
        .. Database.Select(setting => new ConfigurationOverride(
            $"Environments:{Environment}:Databases:{Key}{(setting.Key == Url ? "" : $":{setting.Key}")}", setting.Value, "the answer")),
    ];
}
