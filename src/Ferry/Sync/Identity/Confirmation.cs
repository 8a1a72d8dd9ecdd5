namespace Ferry.Sync.Identity;

/// <summary>Whether a person should look at how rows are recognised.</summary>
internal enum Confirmation
{
    /// <summary>Nothing is left to ask.</summary>
    None,

    /// <summary>Asked once where someone is there to answer; sound enough to go on without.</summary>
    Wanted,

    /// <summary>Not used until someone has said yes, or the configuration does.</summary>
    Needed,
}
