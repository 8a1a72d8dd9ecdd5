namespace Ferry.MySql.Connections;

/// <summary>What a connection is for; decides how its session is pinned.</summary>
internal enum ConnectionPurpose
{
    /// <summary>Definitions, settings and locks: text in UTF-8.</summary>
    Control,

    /// <summary>Rows as stored bytes.</summary>
    Rows,

    /// <summary>DDL and bulk loads.</summary>
    Load,
}
