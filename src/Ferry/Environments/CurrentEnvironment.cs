using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Decides which environment this machine is.</summary>
internal static class CurrentEnvironment
{
    public const string Local = "local";

    /// <summary>The first that is set of FERRY_ENVIRONMENT, Ferry:Current, DOTNET_ENVIRONMENT, ASPNETCORE_ENVIRONMENT and APP_ENV; else local.</summary>
    public static string Find(LayeredSettings settings, Variables variables)
    {
        var configured = settings.Find(ConfigurationPath.Combine(ConfigurationKeys.Section, nameof(FerryOptions.Current)))?.Setting.Value;
        return Canonical(
            variables.FindFilled("FERRY_ENVIRONMENT")?.Value
            ?? (string.IsNullOrWhiteSpace(configured) ? null : configured)
            ?? variables.FindFilled("DOTNET_ENVIRONMENT")?.Value
            ?? variables.FindFilled("ASPNETCORE_ENVIRONMENT")?.Value
            ?? variables.FindFilled("APP_ENV")?.Value
            ?? Local);
    }

    /// <summary>The one spelling of a name: names compare without case, and Development means local.</summary>
    public static string Canonical(string name)
    {
        var canonical = name.Trim().ToLowerInvariant();
        return canonical == "development" ? Local : canonical;
    }
}
