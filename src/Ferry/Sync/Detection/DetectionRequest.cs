using Ferry.Schema;

namespace Ferry.Sync.Detection;

/// <summary>A table to look at.</summary>
/// <param name="Table">From the snapshot's catalog.</param>
/// <param name="Rules">A text that changes whenever rows must be looked at anew although they did not change: what is masked, how rows are recognised.</param>
/// <param name="Everything">Why all rows are wanted; null when only what changed is.</param>
/// <param name="Watermark">The column that every change of a row raises; null when none may be trusted.</param>
internal sealed record DetectionRequest(Table Table, string Rules, string? Everything = null, string? Watermark = null);
