using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Which environment this machine is, and what says so.</summary>
internal sealed record CurrentEnvironment(string Name, ConfigurationOrigin Origin)
{
    public const string Local = "local";

    /// <summary>The first that is set of FERRY_ENVIRONMENT, Ferry:Current, DOTNET_ENVIRONMENT, ASPNETCORE_ENVIRONMENT and APP_ENV; else local.</summary>
    public static CurrentEnvironment Find(LayeredSettings settings, Variables variables)
    {
        var key = ConfigurationPath.Combine(ConfigurationKeys.Section, nameof(FerryOptions.Current));
        var configured = settings.Find(key)?.Setting is { Value: { Length: > 0 } value } setting ? new Variable(key, value, setting.Origin) : null;
        var deciding = variables.FindFilled("FERRY_ENVIRONMENT")
            ?? configured
            ?? variables.FindFilled("DOTNET_ENVIRONMENT")
            ?? variables.FindFilled("ASPNETCORE_ENVIRONMENT")
            ?? variables.FindFilled("APP_ENV")
            ?? new Variable(key, Local, ConfigurationOrigin.Default);
        return new CurrentEnvironment(Canonical(deciding.Value), deciding.Origin);
    }

    /// <summary>The one spelling of a name: names compare without case, and Development means local.</summary>
    public static string Canonical(string name)
    {
        var canonical = name.Trim().ToLowerInvariant();
        return canonical == "development" ? Local : canonical;
    }
}
