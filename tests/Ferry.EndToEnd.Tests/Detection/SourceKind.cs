namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>The engines whose changes are detected.</summary>
public enum SourceKind
{
    /// <summary>MariaDB.</summary>
    MariaDb,

    /// <summary>MySQL.</summary>
    MySql,

    /// <summary>SQLite.</summary>
    Sqlite,
}
