namespace Ferry.Environments;

/// <summary>Fetches secrets that a configuration only refers to, at the moment they are used.</summary>
internal sealed class SecretResolver(Variables variables, ConfigurationPaths paths)
{
    private const long MaxBytes = 64 * 1024;
    private const string Code = "config.secret-missing";

    /// <summary>The secret behind a setting.</summary>
    /// <param name="text">The setting's value: a reference or the secret itself.</param>
    /// <param name="key">The setting's path, for errors.</param>
    /// <param name="origin">Where the setting is, for errors.</param>
    public Secret Resolve(string text, string key, ConfigurationOrigin origin)
    {
        var reference = SecretReference.Parse(text);
        return new Secret(reference.Kind switch
        {
            SecretKind.Variable => ReadVariable(reference.Text, key, origin),
            SecretKind.File => ReadFile(paths.Resolve(reference.Text), key, origin),
            _ => text,
        });
    }

    private string ReadVariable(string name, string key, ConfigurationOrigin origin) => variables.FindFilled(name)?.Value
        ?? throw new FerryException(
            FailureKind.Usage, Code, $"The secret for {key} is missing.",
            $"{origin} refers to the variable {name}, which is {(variables.Find(name) is null ? "not set" : "empty")}.",
            $"Set {name} in the environment or in the .env file.");

    private static string ReadFile(string path, string key, ConfigurationOrigin origin)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxBytes })
            {
                throw new FerryException(
                    FailureKind.Usage, Code, $"The secret for {key} cannot be read.", $"{origin} refers to {path}, which is larger than 64 KiB.",
                    "Refer to a file that holds the secret and nothing else.");
            }

            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FerryException(
                FailureKind.Usage, Code, $"The secret for {key} cannot be read.",
                $"{origin} refers to the file {path}, which {(File.Exists(path) ? "cannot be opened" : "does not exist")}.",
                "Create the file with mode 600, or correct the path; it counts from the configuration's folder.", exception);
        }
    }
}
