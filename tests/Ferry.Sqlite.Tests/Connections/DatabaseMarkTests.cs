using Ferry.Databases;

namespace Ferry.Sqlite.Tests.Connections;

public sealed class DatabaseMarkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ln")]
    [InlineData("ln -s")]
    public async Task A_file_is_known_under_all_its_names(string link)
    {
        await using var app = await MakeAsync("app.db");
        using (var made = System.Diagnostics.Process.Start("sh", ["-c", $"cd '{_folder.Path}' && {link} app.db other.db"]))
        {
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await using var other = await Sessions.OpenAsync(_folder.File("other.db"), SessionAccess.Write);

        (await SeesAsync(app, other)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_copy_and_a_file_that_does_not_exist_are_others()
    {
        await using var app = await MakeAsync("app.db");
        File.Copy(_folder.File("app.db"), _folder.File("copy.db"));
        await using var copy = await Sessions.OpenAsync(_folder.File("copy.db"), SessionAccess.Write);
        await using var missing = await Sessions.OpenAsync(_folder.File("missing.db"), SessionAccess.Write);

        (await SeesAsync(app, copy)).ShouldBeFalse();
        (await SeesAsync(app, missing)).ShouldBeFalse();
    }

    private static async Task<bool> SeesAsync(IDatabaseSession source, IDatabaseSession target) =>
        await target.Mark.SeesAsync((await source.Mark.LeaveAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull(), TestContext.Current.CancellationToken);

    private async Task<IDatabaseSession> MakeAsync(string name)
    {
        TemporaryFolder.Execute(_folder.File(name), "CREATE TABLE t (a)");
        return await Sessions.OpenAsync(_folder.File(name));
    }
}
