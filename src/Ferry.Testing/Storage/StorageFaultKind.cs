namespace Ferry.Testing.Storage;

/// <summary>How a storage fails.</summary>
public enum StorageFaultKind
{
    /// <summary>The disk takes no byte more.</summary>
    Full,

    /// <summary>A write is acknowledged, but its bytes are not there.</summary>
    ShortWrite,

    /// <summary>A byte is stored other than it was written.</summary>
    FlippedByte,

    /// <summary>The share is gone for one write and back for the next.</summary>
    VanishesAndReturns,
}
