using System.Text.Json;
using Ferry.Cli.Hosting;
using Ferry.Environments;
using Ferry.Sync;
using Spectre.Console;

namespace Ferry.Cli.Commands.Sync;

/// <summary>Keeps in <c>ferry.json</c> what a person has confirmed about who is who; where there is no such file, says what to write where.</summary>
internal sealed class IdentitySettings(CliContext context, FerryConfiguration configuration)
{
    public static SettingValue Of(string table, string json) => new(["Sync", "Identity", table], json);

    /// <summary>Whether a run does anything by the way in which a table's rows are recognised.</summary>
    public static bool IsUsed(SyncTablePlan table) => table.Inserted + table.Updated + table.Adopted > 0;

    /// <summary>The keys that a plan has inferred, which whoever says yes to it confirms.</summary>
    public static IReadOnlyList<SettingValue> Inferred(SyncPlan plan) =>
    [
        .. plan.Databases.SelectMany(database => database.Tables).Where(table => table.IdentitySetting is ['[', ..] && IsUsed(table))
            .DistinctBy(table => table.Name, StringComparer.OrdinalIgnoreCase).Select(table => Of(table.Name, table.IdentitySetting!)),
    ];

    /// <summary>Writes the settings into the file; failing at it is no failure of the sync.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task KeepAsync(IReadOnlyList<SettingValue> settings, CancellationToken cancellationToken)
    {
        if (settings.Count == 0)
        {
            return;
        }

        if (configuration.SettingsFile is not { } file)
        {
            Advise(settings, Place());
            return;
        }

        try
        {
            await SettingsFileEditor.WriteAsync(file, settings, cancellationToken);
            context.Output.Message(new Text($"Kept in {file}: {string.Join("; ", settings.Select(setting => $"{setting} = {setting.Json}"))}"));
        }
        catch (FerryException exception) when (exception.Kind == FailureKind.Destination)
        {
            context.Output.Message(new Text($"{exception.Message} {exception.Reason}"));
            Advise(settings, $"the section \"Ferry\" of {file}");
        }
    }

    /// <summary>The settings as they hold for the rest of this run.</summary>
    public static IEnumerable<ConfigurationOverride> AsOverrides(IEnumerable<SettingValue> settings) =>
        settings.Select(setting => new ConfigurationOverride(setting.ToString(), JsonSerializer.Deserialize<string>(setting.Json)!, "your answer"));

    private string Place() => configuration.Files.FirstOrDefault(IsAppSettings) is { } file ? $"the section \"Ferry\" of {file}" : "";

    private static bool IsAppSettings(string path) => Path.GetFileName(path).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase);

    // A .env knows variables only, and a ferry.json beside it would take its place.
    private void Advise(IReadOnlyList<SettingValue> settings, string place) => context.Output.Message(new Text(
        place.Length > 0
            ? $"Not to be asked again, write into {place}: \"Sync\": {{ \"Identity\": {{ {string.Join(", ", settings.Select(setting => $"\"{setting.Path[^1]}\": {setting.Json}"))} }} }}"
            : $"Not to be asked again, write into .env:{string.Concat(settings.Select(setting => $"{Environment.NewLine}Ferry__{string.Join("__", setting.Path)}={setting.Json.Trim('"')}"))}"));
}
