using Ferry.Databases;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>One side of a sync, made and looked at without the code under test.</summary>
internal abstract class SyncSide : IAsyncDisposable
{
    public abstract DatabaseTarget Target { get; }

    /// <summary>What a table's automatic number is declared as.</summary>
    public abstract string NumberedKey { get; }

    /// <summary>What a column that holds such a number is declared as.</summary>
    public abstract string NumberedReference { get; }

    /// <summary>Runs statements one after the other.</summary>
    public abstract Task ExecuteAsync(params IReadOnlyList<string> statements);

    /// <summary>Values of a query's rows as text, NULL as the word.</summary>
    public abstract Task<IReadOnlyList<string>> RowsAsync(string sql);

    /// <summary>Names of the tables that are not Ferry's.</summary>
    public abstract Task<IReadOnlyList<string>> TablesAsync();

    /// <summary>Every row of every table, in an order that does not depend on how they came in.</summary>
    public async Task<string> DumpAsync()
    {
        var lines = new List<string>();
        foreach (var table in await TablesAsync())
        {
            lines.Add($"-- {table}");
            lines.AddRange((await RowsAsync($"SELECT * FROM {table}")).Order(StringComparer.Ordinal));
        }

        return string.Join("\n", lines);
    }

    /// <summary>Has a server count a table's rows, which it does by itself some time after they came in; what Ferry takes from such counts is a matter of speed only.</summary>
    public virtual Task AnalyzeAsync(string table) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}
