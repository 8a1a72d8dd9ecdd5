namespace Ferry.Databases;

/// <summary>How sure a server's id is.</summary>
public enum IdentityCertainty
{
    /// <summary>Nobody said: an archive of an earlier version.</summary>
    Unknown,

    /// <summary>Derived from where the server runs (host name, port, folder). A server that is moved gets another; two that were set up alike may share one.</summary>
    Place,

    /// <summary>Drawn by the server when it was set up. Only a copy of its data folder has the same.</summary>
    Drawn,
}
