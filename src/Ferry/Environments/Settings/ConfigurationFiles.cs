namespace Ferry.Environments;

/// <summary>Finds and reads the files of a configuration.</summary>
/// <param name="BaseDirectory">The folder that relative paths count from.</param>
/// <param name="Ferry">A <c>ferry.json</c>, or the file named by the user.</param>
/// <param name="AppSettings">An <c>appsettings.json</c>.</param>
/// <param name="AppSettingsVariants">Files such as <c>appsettings.Production.json</c>, in order of name.</param>
/// <param name="DotEnv">A <c>.env</c>.</param>
internal sealed record ConfigurationFiles(
    string BaseDirectory, SourceFile? Ferry, SourceFile? AppSettings, IReadOnlyList<SourceFile> AppSettingsVariants, SourceFile? DotEnv)
{
    /// <summary>The largest file that is read; a configuration is a few kilobytes.</summary>
    private const long MaxBytes = 1 << 20;

    public static async ValueTask<ConfigurationFiles> ReadAsync(ConfigurationRequest request, CancellationToken cancellationToken)
    {
        var named = request.ConfigFile is null ? null : Path.GetFullPath(request.ConfigFile, request.WorkingDirectory);
        if (named is not null && !File.Exists(named))
        {
            throw new FerryException(
                FailureKind.Usage, "config.file-missing", $"The configuration {named} cannot be read.",
                Directory.Exists(named) ? "It is a folder." : "There is no such file.", "Correct --config, or run `ferry init` to write a configuration.");
        }

        var directory = named is null ? Path.GetFullPath(request.WorkingDirectory) : Path.GetDirectoryName(named)!;
        var name = named is null ? "" : Path.GetFileName(named);
        var isDotEnv = name.StartsWith(ConfigurationKeys.DotEnvFile, StringComparison.Ordinal);
        var isAppSettings = IsAppSettings(name);
        var ferry = isDotEnv || isAppSettings ? null : named is null ? ConfigurationKeys.FerryFile : name;
        var appSettings = isDotEnv
            ? null
            : await ReadAsync(directory, isAppSettings ? name : ConfigurationKeys.AppSettingsFile, cancellationToken).ConfigureAwait(false);

        return new ConfigurationFiles(
            directory,
            ferry is null ? null : await ReadAsync(directory, ferry, cancellationToken).ConfigureAwait(false),
            appSettings,
            appSettings is null ? [] : await ReadVariantsAsync(directory, appSettings.Name, cancellationToken).ConfigureAwait(false),
            await ReadAsync(directory, isDotEnv ? name : ConfigurationKeys.DotEnvFile, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The environment that a file such as <c>appsettings.Production.json</c> is for.</summary>
    public static string EnvironmentOf(SourceFile variant) => variant.Name["appsettings.".Length..^".json".Length];

    private static bool IsAppSettings(string name) =>
        name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    private static async ValueTask<IReadOnlyList<SourceFile>> ReadVariantsAsync(string directory, string except, CancellationToken cancellationToken)
    {
        var files = new List<SourceFile>();
        foreach (var name in Directory.GetFiles(directory, "appsettings.*.json").Select(path => Path.GetFileName(path)!).Where(name => name != except).Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(directory, name, cancellationToken).ConfigureAwait(false) is { } file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private static async ValueTask<SourceFile?> ReadAsync(string directory, string name, CancellationToken cancellationToken)
    {
        var path = Path.Combine(directory, name);
        try
        {
            // A name may be taken by something that is not a file, such as a virtual environment's folder .env.
            if (!File.Exists(path))
            {
                return null;
            }

            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 4096, useAsync: true);
            var content = new byte[MaxBytes + 1];
            var length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return length <= MaxBytes
                ? new SourceFile(path, name, content[..length])
                : throw new FerryException(
                    FailureKind.Usage, "config.file-too-large", $"The configuration {path} is not read.",
                    "It is larger than 1 MiB.", "Check that it is the file you mean; a configuration is a few kilobytes.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FerryException(
                FailureKind.Usage, "config.file-unreadable", $"The configuration {path} cannot be read.",
                "The system refuses to open it.", "Check the file's owner and mode.", exception);
        }
    }
}
