namespace Ferry.Cli.Commands.Sync;

/// <summary>What can be answered about a conflict, in the order in which it is offered.</summary>
internal enum ConflictChoice
{
    /// <summary>The value here stays.</summary>
    Here,

    /// <summary>The other side's value is taken.</summary>
    There,

    /// <summary>Neither, this time.</summary>
    Open,

    /// <summary>The values here stay, in this and all other conflicts.</summary>
    RestHere,

    /// <summary>The other side's values are taken, in this and all other conflicts.</summary>
    RestThere,

    /// <summary>Neither, in this and all other conflicts.</summary>
    RestOpen,
}
