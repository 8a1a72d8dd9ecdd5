using Ferry.Schema;

namespace Ferry.Sync.Sources;

/// <summary>Takes the rows of one range of a table, written by the given function.</summary>
internal delegate Task RowSink(Table table, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken);
