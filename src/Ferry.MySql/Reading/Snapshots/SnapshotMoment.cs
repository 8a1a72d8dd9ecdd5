namespace Ferry.MySql.Reading.Snapshots;

/// <summary>The server's time just before a snapshot was opened.</summary>
/// <param name="Time">The time, in UTC.</param>
/// <param name="Open">How long before it a transaction that the snapshot does not see can have begun, as far as the account may know; null when the server cannot tell.</param>
/// <param name="SeesOthers">Whether the account may know of transactions of others at all.</param>
internal readonly record struct SnapshotMoment(DateTime Time, TimeSpan? Open, bool SeesOthers);
