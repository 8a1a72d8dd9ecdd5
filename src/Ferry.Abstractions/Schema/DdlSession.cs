namespace Ferry.Schema;

/// <summary>The session state under which an object was created and must be created again. Null members mean the engine's pinned default.</summary>
/// <param name="SqlMode">The saved sql_mode.</param>
/// <param name="Charset">The saved client character set.</param>
/// <param name="Collation">The saved connection collation.</param>
/// <param name="DatabaseCollation">The collation that the database had.</param>
/// <param name="TimeZone">The saved time zone.</param>
public sealed record DdlSession(
    string? SqlMode = null, string? Charset = null, string? Collation = null, string? DatabaseCollation = null, string? TimeZone = null);
