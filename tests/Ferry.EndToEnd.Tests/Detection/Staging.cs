using Ferry.Databases;
using Ferry.Merging;
using Ferry.Sqlite;

namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>A target whose staging area holds what detection keeps between two runs.</summary>
internal sealed class Staging(string path, IDatabaseSession session, IMergeConnection connection) : IAsyncDisposable
{
    public const string Area = "ferry_";

    public IMergeConnection Connection => connection;

    public IMergeDialect Dialect => session.Merge!.Dialect;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<Staging> CreateAsync()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("ferry-staging").FullName, "target.db");
        await File.WriteAllBytesAsync(path, [], Cancellation);
        var session = await new SqliteProvider().OpenAsync(new DatabaseTarget { Engine = "sqlite", Path = path }, SessionAccess.Write, Cancellation);
        return new(path, session, await session.Merge!.OpenAsync(Area, Cancellation));
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await session.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
