namespace Ferry.Sync.History;

/// <summary>When a statement of a run is run.</summary>
internal enum StepPhase
{
    /// <summary>Proves that keys are still free and keeps them so; where triggers write, too.</summary>
    Claim,

    /// <summary>Changes rows of the target.</summary>
    Write,

    /// <summary>Gives cells that triggers have changed meanwhile the planned value, and computes those that depend on other rows.</summary>
    Settle,

    /// <summary>A query that proves that rows which came in refer to what the plan says they do.</summary>
    Recheck,

    /// <summary>A query that proves what was written, before it is committed.</summary>
    Verify,

    /// <summary>Notes in the staging area what both sides look like now.</summary>
    Record,

    /// <summary>Notes it in tables of the staging area that all tables share.</summary>
    Note,

    /// <summary>Puts back values that were computed; the first step of undoing.</summary>
    Uncompute,

    /// <summary>Moves rows that took each other's unique values out of each other's way.</summary>
    Unpark,

    /// <summary>Chooses the rows that the run changed and that nobody has changed since.</summary>
    Choose,

    /// <summary>Puts them back, but for what must be unique.</summary>
    Restore,

    /// <summary>Counts the copies that the run brought into a table without a primary key and that may go again.</summary>
    CountCopies,

    /// <summary>Their removal, before those that they refer to: the statement is the table's hidden key and the condition that a row is listed.</summary>
    RemoveCopies,

    /// <summary>Lists rows that the run brought in and that may go again.</summary>
    List,

    /// <summary>Spares listed rows that something else refers to; repeated, with what yields, until nothing changes.</summary>
    Spare,

    /// <summary>Gives rows up whose unique values somebody else has who stays.</summary>
    Yield,

    /// <summary>Strikes spared rows off the list.</summary>
    Strike,

    /// <summary>A removal: the statement is the table's key, each column escaped as in an address; the table is the target's own.</summary>
    Remove,

    /// <summary>Puts unique values back, which rows that the run brought in may have had until they were removed.</summary>
    RestoreKeys,

    /// <summary>Forgets what the run noted.</summary>
    Forget,
}
