namespace Ferry.Sqlite.Connections;

/// <summary>Sentences that a consistency report may carry.</summary>
internal static class Warnings
{
    public static IReadOnlyList<string> Of(bool recovered) => recovered
        ? ["The source held an interrupted transaction; it was rolled back, as the next opener would have done."]
        : [];
}
