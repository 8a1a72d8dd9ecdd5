namespace Ferry.Detection;

/// <summary>A fact about a table that is the same at two moments only if no row changed in between.</summary>
/// <param name="Kind">Which fact, such as <c>update-time</c>; only stamps of a kind compare.</param>
/// <param name="Value">The fact as text.</param>
/// <param name="Settled">Whether it may be relied on from now on. A change so close to the snapshot that it may be missing there must not count as seen.</param>
/// <param name="Meaning">What it proves, as the end of a sentence: <c>its UPDATE_TIME is still 2024-05-01 10:00:00</c>.</param>
public sealed record TableStamp(string Kind, string Value, bool Settled, string Meaning)
{
    /// <summary>Whether this later stamp proves that nothing changed since an earlier one.</summary>
    /// <param name="earlier">The earlier stamp.</param>
    public bool Proves(TableStamp earlier) => earlier.Settled && earlier.Kind == Kind && earlier.Value == Value;
}
