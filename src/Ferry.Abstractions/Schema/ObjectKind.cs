namespace Ferry.Schema;

/// <summary>Kinds of things that a database holds.</summary>
public enum ObjectKind
{
    /// <summary>The database itself.</summary>
    Database,

    /// <summary>A table.</summary>
    Table,

    /// <summary>An index apart from its table.</summary>
    Index,

    /// <summary>A foreign key apart from its table.</summary>
    ForeignKey,

    /// <summary>A sequence.</summary>
    Sequence,

    /// <summary>A view.</summary>
    View,

    /// <summary>A trigger.</summary>
    Trigger,

    /// <summary>A stored function.</summary>
    Function,

    /// <summary>A stored procedure.</summary>
    Procedure,

    /// <summary>A package specification (MariaDB's Oracle mode).</summary>
    Package,

    /// <summary>A package body (MariaDB's Oracle mode).</summary>
    PackageBody,

    /// <summary>A scheduled event.</summary>
    Event,
}
