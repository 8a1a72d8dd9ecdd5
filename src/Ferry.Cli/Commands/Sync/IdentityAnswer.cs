namespace Ferry.Cli.Commands.Sync;

/// <summary>What a person says about equal ids.</summary>
internal enum IdentityAnswer
{
    /// <summary>As the plan has it, and nothing is kept. First, because the prompt begins at the type's default.</summary>
    AsPlanned,

    /// <summary>They mean the same row, for good.</summary>
    Same,

    /// <summary>They mean nothing, for good.</summary>
    Nothing,

    /// <summary>Several tables are answered for one by one.</summary>
    OneByOne,
}
