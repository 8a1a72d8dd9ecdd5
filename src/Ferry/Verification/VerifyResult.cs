using Ferry.Archives;

namespace Ferry.Verification;

/// <summary>An archive of which every byte was read and every hash agreed.</summary>
/// <param name="Archive">The archive.</param>
/// <param name="Manifest">What it holds.</param>
/// <param name="Bytes">Stored bytes read.</param>
/// <param name="Rows">Rows decoded and counted.</param>
/// <param name="Duration">How long it took.</param>
public sealed record VerifyResult(ArchiveReference Archive, Manifest Manifest, long Bytes, long Rows, TimeSpan Duration);
