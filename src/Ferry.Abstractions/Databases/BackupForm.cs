namespace Ferry.Databases;

/// <summary>How an engine's databases lie in an archive.</summary>
public enum BackupForm
{
    /// <summary>DDL records and chunks of rows.</summary>
    Logical,

    /// <summary>One consistent copy of the database file.</summary>
    Image,
}
