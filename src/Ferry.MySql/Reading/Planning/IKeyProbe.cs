namespace Ferry.MySql.Reading.Planning;

/// <summary>Asks a table where its keys lie. All comparisons are the server's own.</summary>
internal interface IKeyProbe
{
    /// <summary>The server's guess at the number of rows in a range.</summary>
    /// <param name="where">The range's condition; null for the whole table.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<long> EstimateAsync(string? where, CancellationToken cancellationToken);

    /// <summary>The mean size in bytes of a few rows from both ends, long values apart; null for an empty table.</summary>
    ValueTask<long?> SampleRowBytesAsync(CancellationToken cancellationToken);

    /// <summary>The smallest and the largest integer key; null for an empty table.</summary>
    ValueTask<(Int128 Lowest, Int128 Highest)?> BoundsAsync(CancellationToken cancellationToken);

    /// <summary>The smallest integer key that is not below a limit; null when there is none.</summary>
    ValueTask<Int128?> NextAsync(Int128 limit, CancellationToken cancellationToken);

    /// <summary>The key that lies a number of rows after another; null when fewer follow.</summary>
    /// <param name="after">Where to start; null for the start of the table. The result is always greater.</param>
    /// <param name="rows">How many rows to pass, at least one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    ValueTask<KeyValue?> SkipAsync(KeyValue? after, long rows, CancellationToken cancellationToken);
}
