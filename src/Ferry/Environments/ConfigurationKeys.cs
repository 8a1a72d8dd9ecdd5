namespace Ferry.Environments;

/// <summary>Names that a configuration is found by.</summary>
internal static class ConfigurationKeys
{
    public const string Section = "Ferry";
    public const string ConnectionStrings = "ConnectionStrings";
    public const string Schema = "$schema";
    public const string FerryFile = "ferry.json";
    public const string AppSettingsFile = "appsettings.json";
    public const string DotEnvFile = ".env";
}
