using Ferry.Archives;
using Ferry.Databases;

namespace Ferry.Verification;

/// <summary>A trial restore.</summary>
/// <param name="Archive">The archive to prove.</param>
/// <param name="Targets">By database key, a server to restore on; the database it names is not touched, a scratch one is made beside it.
/// Keys without a target, and file engines, are restored into a temporary folder.</param>
/// <param name="Workers">Loaders at once.</param>
public sealed record DrillRequest(ArchiveReference Archive, IReadOnlyDictionary<string, DatabaseTarget> Targets, int Workers = 2);
