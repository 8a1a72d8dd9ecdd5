using Ferry.Schema;

namespace Ferry.Sqlite.Tests.Images;

public sealed class CancellationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Source => _folder.File("source.db");

    private string Copy => _folder.File("copy.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ends_a_copy_that_is_under_way_and_leaves_no_file()
    {
        TemporaryFolder.Execute(
            Source, "CREATE TABLE t (id INTEGER PRIMARY KEY, x)",
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) INSERT INTO t SELECT i, hex(zeroblob(500)) FROM n");
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await using var session = await Sessions.OpenAsync(Source);

        var copying = session.Image!.CopyAsync(Copy, TableSelection.All, cancellation.Token).AsTask();
        while (!File.Exists(Copy))
        {
            await Task.Yield();
        }

        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(copying);
        Directory.GetFiles(_folder.Path).ShouldBe([Source]);
    }
}
