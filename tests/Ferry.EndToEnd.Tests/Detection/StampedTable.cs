using System.Globalization;
using Ferry.Sync.Detection;

namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>A source with a table whose column <c>stamp</c> every change should raise, and looks at it that trust the column.</summary>
internal sealed class StampedTable(SourceDatabase source, Staging staging) : IAsyncDisposable
{
    public const int Rows = 1000;

    public const string ByStamp = "its stamp tells where rows changed";

    public const string ByDigests = "its digests tell which rows changed";

    /// <summary>Rows that were written long before any that a test writes.</summary>
    private static readonly DateTime _start = DateTime.UtcNow.Date.AddDays(-10);

    public SourceDatabase Source => source;

    /// <summary>How looks are made; ten minutes below the highest time count as recent, and numbers below the highest do not.</summary>
    public DetectionOptions Options { get; set; } = new() { Key = "a key"u8.ToArray(), Margin = new(TimeSpan.FromMinutes(10), 0) };

    /// <summary>A moment, as every engine reads it.</summary>
    public static string Moment(DateTime time) => $"'{time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}'";

    /// <summary>When a row of the beginning was written: one a minute.</summary>
    public static DateTime Written(int id) => _start.AddMinutes(id);

    /// <summary>Makes a table <c>t</c> with rows 1 to <see cref="Rows"/>, and looks at it for the first time.</summary>
    public static async Task<StampedTable> CreateAsync(SourceKind kind, string type = "DATETIME", string key = "INTEGER", Func<int, string>? stamp = null, bool seen = true)
    {
        var made = new StampedTable(await SourceDatabase.CreateAsync(kind), await Staging.CreateAsync());
        await made.Source.ExecuteAsync($"CREATE TABLE t (id {key} NOT NULL PRIMARY KEY, body VARCHAR(40) NOT NULL, stamp {type} NULL)");
        await made.Source.ExecuteAsync("CREATE INDEX by_stamp ON t (stamp)");
        await made.Source.ExecuteAsync($"INSERT INTO t VALUES {string.Join(", ", Enumerable.Range(1, Rows).Select(id => $"({id}, 'row {id}', {stamp?.Invoke(id) ?? Moment(Written(id))})"))}");
        if (kind != SourceKind.Sqlite)
        {
            await made.Source.ExecuteAsync("ANALYZE TABLE t"); // Else leaves may be as wide as the server believes the table to be small.
        }

        if (seen)
        {
            await made.LookAsync();
        }

        return made;
    }

    public Task<DetectionRun> LookAsync(string? watermark = "stamp") => DetectionRun.OfAsync(source, staging, Options, watermark: watermark);

    /// <summary>Changes a row as applications do that keep the column.</summary>
    public Task WriteAsync(int id, string body, DateTime? time = null) =>
        source.ExecuteAsync($"UPDATE t SET body = '{body}', stamp = {Moment(time ?? DateTime.UtcNow)} WHERE id = {id}");

    /// <summary>Changes a row as somebody does who forgets it.</summary>
    public Task BypassAsync(int id, string body) => source.ExecuteAsync($"UPDATE t SET body = '{body}' WHERE id = {id}");

    /// <summary>From now on it is later.</summary>
    public void Wait(TimeSpan time) => Options = Options with { Now = Options.Now + time };

    public async ValueTask DisposeAsync()
    {
        await staging.DisposeAsync();
        await source.DisposeAsync();
    }
}
