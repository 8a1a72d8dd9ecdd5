namespace Ferry.Environments;

/// <summary>Reads, checks and resolves a configuration.</summary>
public static class ConfigurationLoader
{
    /// <summary>Reads every source and checks everything that can be checked without a secret or a server.</summary>
    /// <param name="request">What to read from.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The configuration; an empty one when there is nothing to read.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> with every problem there is, each with its place.</exception>
    public static async ValueTask<FerryConfiguration> LoadAsync(ConfigurationRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var files = await ConfigurationFiles.ReadAsync(request, cancellationToken).ConfigureAwait(false);
        return new ConfigurationReading(request, files).Load();
    }
}
