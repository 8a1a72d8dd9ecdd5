namespace Ferry.Environments;

/// <summary>Where a secret is.</summary>
internal enum SecretKind
{
    /// <summary>In the configuration itself.</summary>
    Literal,

    /// <summary>In a variable.</summary>
    Variable,

    /// <summary>In a file.</summary>
    File,
}
