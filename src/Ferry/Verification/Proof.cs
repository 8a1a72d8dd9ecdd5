namespace Ferry.Verification;

/// <summary>The record of a drill, kept beside the backup: it was restored and compared.</summary>
/// <param name="Archive">File name of the archive.</param>
/// <param name="ManifestSha256">SHA-256 of the manifest that was proven, so that a proof never speaks for another archive.</param>
/// <param name="ProvenAt">When, UTC.</param>
/// <param name="Servers">What it was restored into, such as <c>MariaDB 10.11.19</c>, by database key.</param>
/// <param name="Tables">Number of tables compared.</param>
/// <param name="Rows">Number of rows compared.</param>
/// <param name="Seconds">How long the drill took.</param>
public sealed record Proof(
    string Archive, string ManifestSha256, DateTimeOffset ProvenAt, IReadOnlyDictionary<string, string> Servers, int Tables, long Rows, double Seconds);
