namespace Ferry.Environments;

/// <summary>The engine families, and the names that people and frameworks give them.</summary>
internal static class EngineNames
{
    public const string MySql = "mysql";
    public const string Postgres = "postgres";
    public const string Sqlite = "sqlite";

    /// <summary>Every accepted name with its family.</summary>
    public static IReadOnlyDictionary<string, string> Families { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["mysql"] = MySql,
        ["mariadb"] = MySql,
        ["postgres"] = Postgres,
        ["postgresql"] = Postgres,
        ["pgsql"] = Postgres,
        ["sqlite"] = Sqlite,
        ["sqlite3"] = Sqlite,
    };

    /// <summary>What is wrong with a name that is not among them.</summary>
    public static string Unknown(string name) =>
        $"'{name}' is not an engine that Ferry knows.{NearestName.Hint(name, Families.Keys)} It knows mysql, mariadb, postgres and sqlite.";
}
