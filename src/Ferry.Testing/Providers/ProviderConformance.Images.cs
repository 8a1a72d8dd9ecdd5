using Ferry.Databases;
using Ferry.Images;
using Ferry.Schema;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Providers;

public abstract partial class ProviderConformance
{
    /// <summary>A copy holds the same rows and definitions, and is closed to other users.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Copies_a_database_whole()
    {
        SkipUnlessImage();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var copy = Beside(target, ".copy");

        await WithImageAsync(target, image => image.CopyAsync(copy.Path!, TableSelection.All, Cancellation).AsTask()).ConfigureAwait(false);

        (await ReadRowsAsync(copy, "numbers").ConfigureAwait(false)).ShouldBe(await ReadRowsAsync(target, "numbers").ConfigureAwait(false));
        (await ReadRowsAsync(copy, "people").ConfigureAwait(false)).ShouldBe(await ReadRowsAsync(target, "people").ConfigureAwait(false));
        var copied = await ReadCatalogAsync(copy, TableSelection.All).ConfigureAwait(false);
        var original = await ReadCatalogAsync(target, TableSelection.All).ConfigureAwait(false);
        copied.Tables.Select(table => table.Ddl).ShouldBe(original.Tables.Select(table => table.Ddl));
        copied.Settings.ShouldBe(original.Settings);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(copy.Path!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>A copy never overwrites a file.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Refuses_to_copy_over_an_existing_file()
    {
        SkipUnlessImage();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var copy = Beside(target, ".copy");
        await File.WriteAllTextAsync(copy.Path!, "precious", Cancellation).ConfigureAwait(false);

        await Should.ThrowAsync<FerryException>(
            () => WithImageAsync(target, image => image.CopyAsync(copy.Path!, TableSelection.All, Cancellation).AsTask())).ConfigureAwait(false);

        (await File.ReadAllTextAsync(copy.Path!, Cancellation).ConfigureAwait(false)).ShouldBe("precious");
    }

    /// <summary>Excluded tables and rows are not in the copy.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Leaves_out_of_a_copy_what_the_selection_excludes()
    {
        SkipUnlessImage();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var copy = Beside(target, ".copy");

        await WithImageAsync(target, image => image.CopyAsync(copy.Path!, new([], ["vacancies"], ["people"]), Cancellation).AsTask()).ConfigureAwait(false);

        var catalog = await ReadCatalogAsync(copy, TableSelection.All).ConfigureAwait(false);
        catalog.Tables.Select(table => table.Name).Order(StringComparer.Ordinal).ShouldBe(["numbers", "people"]);
        (await ReadRowsAsync(copy, "people").ConfigureAwait(false)).ShouldBeEmpty();
        (await ReadRowsAsync(copy, "numbers").ConfigureAwait(false)).Count.ShouldBe(ManyRows);
    }

    /// <summary>A cancelled copy leaves no file.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Removes_a_copy_that_was_cancelled()
    {
        SkipUnlessImage();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var copy = Beside(target, ".copy");
        using var source = new CancellationTokenSource();
        await source.CancelAsync().ConfigureAwait(false);

        await Should.ThrowAsync<OperationCanceledException>(
            () => WithImageAsync(target, image => image.CopyAsync(copy.Path!, TableSelection.All, source.Token).AsTask())).ConfigureAwait(false);

        File.Exists(copy.Path).ShouldBeFalse();
    }

    /// <summary>A graft takes the named tables from the image and everything else from the database.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Grafts_tables_of_an_image_into_a_copy()
    {
        SkipUnlessImage();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var (image, grafted) = (Beside(target, ".image"), Beside(target, ".grafted"));
        var people = await ReadRowsAsync(target, "people").ConfigureAwait(false);
        await WithImageAsync(target, each => each.CopyAsync(image.Path!, TableSelection.All, Cancellation).AsTask()).ConfigureAwait(false);
        await RunAsync(target, "DELETE FROM people").ConfigureAwait(false);
        await RunAsync(target, "INSERT INTO numbers (id, word) VALUES (-1, 'kept')").ConfigureAwait(false);

        await WithImageAsync(target, each => each.GraftAsync(image.Path!, ["people"], grafted.Path!, Cancellation).AsTask()).ConfigureAwait(false);

        (await ReadRowsAsync(grafted, "people").ConfigureAwait(false)).ShouldBe(people);
        (await ReadRowsAsync(grafted, "numbers").ConfigureAwait(false)).Count.ShouldBe(ManyRows + 1);
        (await ReadRowsAsync(target, "people").ConfigureAwait(false)).ShouldBeEmpty();
    }

    /// <summary>A replaced database is what the image was, and the image is gone.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Replaces_a_database_by_an_image()
    {
        SkipUnlessImage();
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var image = Beside(target, ".image");
        var people = await ReadRowsAsync(target, "people").ConfigureAwait(false);
        await WithImageAsync(target, each => each.CopyAsync(image.Path!, TableSelection.All, Cancellation).AsTask()).ConfigureAwait(false);
        await RunAsync(target, "DROP TABLE people").ConfigureAwait(false);
        (await ReadRowsAsync(image, "people").ConfigureAwait(false)).ShouldBe(people, "an image may be read before it is put in place");

        await WithImageAsync(target, each => ReplaceAsync(each, image), SessionAccess.Write).ConfigureAwait(false);

        (await ReadRowsAsync(target, "people").ConfigureAwait(false)).ShouldBe(people);
        File.Exists(image.Path).ShouldBeFalse();
    }

    /// <summary>An image can become a database where there was none.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Puts_an_image_where_there_was_no_database()
    {
        SkipUnlessImage();
        var source = await CreateSampleAsync().ConfigureAwait(false);
        var target = Fixture.MissingDatabase();
        var image = Beside(target, ".image");
        await WithImageAsync(source, each => each.CopyAsync(image.Path!, TableSelection.All, Cancellation).AsTask()).ConfigureAwait(false);

        await WithImageAsync(target, each => ReplaceAsync(each, image), SessionAccess.Write).ConfigureAwait(false);

        (await ReadRowsAsync(target, "people").ConfigureAwait(false)).Count.ShouldBe(4);
    }

    /// <summary>A database that was replaced can be put back as it was, or where there was none, removed.</summary>
    /// <param name="existed">Whether there was one.</param>
    /// <returns>A task.</returns>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Puts_a_replaced_database_back(bool existed)
    {
        SkipUnlessImage();
        var source = await CreateSampleAsync().ConfigureAwait(false);
        var target = existed ? await CreateSampleAsync().ConfigureAwait(false) : Fixture.MissingDatabase();
        var image = Beside(target, ".image");
        await WithImageAsync(source, each => each.CopyAsync(image.Path!, TableSelection.All, Cancellation).AsTask()).ConfigureAwait(false);
        if (existed)
        {
            await RunAsync(target, "DELETE FROM people").ConfigureAwait(false);
        }

        await WithImageAsync(
            target,
            async each =>
            {
                var replacement = await each.ReplaceAsync(image.Path!, Beside(target, ".old").Path!, Cancellation).ConfigureAwait(false);
                (await ReadRowsAsync(target, "people").ConfigureAwait(false)).Count.ShouldBe(4);
                await replacement.PutBackAsync(Cancellation).ConfigureAwait(false);
            },
            SessionAccess.Write).ConfigureAwait(false);

        File.Exists(target.Path).ShouldBe(existed);
        File.Exists(Beside(target, ".old").Path).ShouldBeFalse();
        if (existed)
        {
            (await ReadRowsAsync(target, "people").ConfigureAwait(false)).ShouldBeEmpty();
        }
    }

    private static async Task ReplaceAsync(IImageDatabase database, DatabaseTarget image)
    {
        var old = Beside(image, ".old");
        var replacement = await database.ReplaceAsync(image.Path!, old.Path!, Cancellation).ConfigureAwait(false);
        await replacement.KeepAsync(Cancellation).ConfigureAwait(false);
        File.Exists(old.Path).ShouldBeFalse();
    }

    private static DatabaseTarget Beside(DatabaseTarget target, string suffix) => target with { Path = target.Path + suffix };

    private async Task WithImageAsync(DatabaseTarget target, Func<IImageDatabase, Task> work, SessionAccess access = SessionAccess.Read)
    {
        var session = await OpenAsync(target, access).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);
        await work(session.Image.ShouldNotBeNull()).ConfigureAwait(false);
    }

    private void SkipUnlessImage() => Assert.SkipUnless(
        Provider.Capabilities.Form == BackupForm.Image, $"{Provider.Engine} has no images: Capabilities.Form is {Provider.Capabilities.Form}.");
}
