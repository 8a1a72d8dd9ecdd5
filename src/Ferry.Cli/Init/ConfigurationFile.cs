using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ferry.Cli.Init;

/// <summary>Writes a first <c>ferry.json</c>.</summary>
internal static class ConfigurationFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the file; only its owner may read it, because it may hold a password.</summary>
    public static async Task WriteAsync(string path, InitAnswers answers, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            await using var writer = new StreamWriter(path, options);
            await writer.WriteLineAsync(ToJson(answers).ToJsonString(Indented).AsMemory(), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FerryException(
                FailureKind.Destination, "init.not-written", $"{path} could not be written.", exception.Message, "Check the folder and its owner.", exception);
        }
    }

    private static JsonObject ToJson(InitAnswers answers)
    {
        var ferry = new JsonObject { ["Application"] = answers.Application };
        if (!string.Equals(answers.Environment, "local", StringComparison.OrdinalIgnoreCase))
        {
            ferry["Current"] = answers.Environment;
        }

        var environments = new JsonObject { [answers.Environment] = Environment(answers.Database) };
        if (answers.Production is { } production)
        {
            environments[InitAnswers.ProductionName] = Environment(production.Database);
            environments[InitAnswers.ProductionName]!["Protected"] = true;
            if (production.Ssh is { } ssh)
            {
                environments[InitAnswers.ProductionName]!["Ssh"] = ssh;
            }
        }

        ferry["Environments"] = environments;
        ferry["Destinations"] = new JsonObject { ["backups"] = new JsonObject { ["Path"] = answers.Destination } };
        return new JsonObject { ["Ferry"] = ferry };
    }

    private static JsonObject Environment(IReadOnlyDictionary<string, string> database) =>
        new() { ["Databases"] = new JsonObject { [InitAnswers.Key] = Database(database) } };

    private static JsonNode Database(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.TryGetValue(InitAnswers.Url, out var url))
        {
            return JsonValue.Create(url);
        }

        var database = new JsonObject();
        foreach (var (name, value) in settings)
        {
            database[name] = name == "Port" && int.TryParse(value, CultureInfo.InvariantCulture, out var port) ? port : value;
        }

        return database;
    }
}
