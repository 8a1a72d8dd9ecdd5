using Ferry.Schema;

namespace Ferry.Loading;

/// <summary>One statement of a restore, run over the protocol as it is.</summary>
/// <param name="Phase">When it runs.</param>
/// <param name="Kind">Kind of the object that it makes or changes.</param>
/// <param name="Name">Name of that object.</param>
/// <param name="Table">The table that it belongs to, if any.</param>
/// <param name="Sql">The whole statement, without a terminator.</param>
/// <param name="Session">Session state that it needs; null for the pinned default.</param>
public sealed record ScriptStatement(
    RestorePhase Phase, ObjectKind Kind, string Name, string? Table, string Sql, DdlSession? Session = null);
