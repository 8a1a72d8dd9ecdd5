using Ferry.Archives;
using Ferry.Schema;

namespace Ferry.Verification;

/// <summary>What was read of one table.</summary>
internal sealed record TableDigest(Table Table, RowDigest Digest, long Bytes);
