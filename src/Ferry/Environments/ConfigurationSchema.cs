namespace Ferry.Environments;

/// <summary>The JSON schema of <c>ferry.json</c>, for editors.</summary>
public static class ConfigurationSchema
{
    private const string Resource = "ferry.schema.json";

    /// <summary>Reads the schema.</summary>
    /// <returns>JSON schema, draft 2020-12.</returns>
    public static string ReadText()
    {
        using var stream = typeof(ConfigurationSchema).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
