using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Pipeline;

/// <summary>One unit of work of a scan.</summary>
/// <param name="Table">The table.</param>
/// <param name="Number">Position of the range in the table, from 1.</param>
/// <param name="Range">The range.</param>
internal sealed record TableRange(Table Table, int Number, ChunkRange Range);
