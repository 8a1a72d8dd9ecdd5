namespace Ferry.Environments;

/// <summary>Which ids new rows get where the database numbers them.</summary>
public enum NewIds
{
    /// <summary>The source's id where it is free here, else a new one.</summary>
    KeepIfFree,

    /// <summary>Always a new one.</summary>
    New,
}
