namespace Ferry.Loading;

/// <summary>The order in which a restore runs. Rows are loaded after <see cref="Tables"/>.</summary>
public enum RestorePhase
{
    /// <summary>Sequences, because column defaults refer to them.</summary>
    Sequences,

    /// <summary>Tables with their primary keys and what cannot be added later.</summary>
    Tables,

    /// <summary>Secondary indexes, a table at a time once its rows are in.</summary>
    Indexes,

    /// <summary>Foreign keys, when all rows are in.</summary>
    ForeignKeys,

    /// <summary>Automatic numbers and sequence values.</summary>
    Counters,

    /// <summary>Functions, procedures and packages.</summary>
    Routines,

    /// <summary>Views, placeholders first.</summary>
    Views,

    /// <summary>Triggers, so that loading fires none.</summary>
    Triggers,

    /// <summary>Events, last.</summary>
    Events,
}
