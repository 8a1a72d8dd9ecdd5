namespace Ferry.Sqlite.Merging;

/// <summary>Tells from a trigger's definition whether it fires when rows are written.</summary>
internal static class TriggerEvent
{
    /// <summary>The event is the first of its three words that is not quoted: none of them can be a bare name.</summary>
    public static bool WritesRows(string definition) =>
        DdlScanner.Scan(definition).Find(token => token.Is("INSERT") || token.Is("UPDATE") || token.Is("DELETE")) is { Text: not null } found && !found.Is("DELETE");
}
