using System.Text;
using Ferry.Databases;
using Ferry.Reading;
using Ferry.Schema;

namespace Ferry.Sqlite.Tests;

/// <summary>The provider's roles on a path, in one call each.</summary>
internal static class Sessions
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<IDatabaseSession> OpenAsync(string path, SessionAccess access = SessionAccess.Read) =>
        await new SqliteProvider().OpenAsync(new DatabaseTarget { Engine = "sqlite", Path = path }, access, Cancellation);

    public static async Task<Consistency> CopyAsync(string path, string copy, TableSelection selection)
    {
        await using var session = await OpenAsync(path);
        return await session.Image!.CopyAsync(copy, selection, Cancellation);
    }

    public static async Task GraftAsync(string path, string image, string copy, params string[] tables)
    {
        await using var session = await OpenAsync(path);
        await session.Image!.GraftAsync(image, tables, copy, Cancellation);
    }

    public static async Task<Catalog> CatalogAsync(string path, TableSelection? selection = null)
    {
        await using var session = await OpenAsync(path);
        return (await session.Schema.ReadAsync(selection ?? TableSelection.All, Cancellation)).ShouldNotBeNull();
    }

    /// <summary>One table in the provider's row format.</summary>
    public static async Task<string> RowsAsync(string path, string table)
    {
        await using var session = await OpenAsync(path);
        await using var snapshot = await session.Snapshots.OpenAsync(new(TableSelection.All, 1, TimeSpan.FromSeconds(5)), Cancellation);
        using var rows = new MemoryStream();
        await snapshot.Readers[0].ReadAsync(snapshot.Catalog.Tables.Single(each => each.Name == table), ChunkRange.Whole, rows, Cancellation);
        return Encoding.Latin1.GetString(rows.ToArray());
    }
}
