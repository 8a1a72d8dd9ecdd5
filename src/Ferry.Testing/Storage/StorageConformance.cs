using Ferry.Storage;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Storage;

/// <summary>What every storage must do. A test project derives one class for each kind of storage.</summary>
public abstract class StorageConformance
{
    private const string Folder = "movies";
    private const string Name = $"{Folder}/production-2026-01-02-03-04-05.zip";
    private static readonly byte[] _content = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number * 31))];

    /// <summary>An empty storage of the test's own.</summary>
    protected abstract IStorage Storage { get; }

    /// <summary>A second object for the same place, as another process would have.</summary>
    protected abstract IStorage Another { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A folder that does not exist is empty.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Lists_nothing_where_nothing_is() => (await ListAsync().ConfigureAwait(false)).ShouldBeEmpty();

    /// <summary>A file is not to be seen before it is committed, and whole afterwards.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Shows_a_file_whole_or_not_at_all()
    {
        var writer = await WriteAsync(_content).ConfigureAwait(false);
        await using (writer.ConfigureAwait(false))
        {
            (await ListAsync().ConfigureAwait(false)).ShouldBeEmpty();
            await ShouldBeMissingAsync().ConfigureAwait(false);
            await writer.CommitAsync(Cancellation).ConfigureAwait(false);
        }

        var file = (await ListAsync().ConfigureAwait(false)).ShouldHaveSingleItem();
        (file.Name, file.Size).ShouldBe((Name, _content.Length));
        (await ReadAsync().ConfigureAwait(false)).ShouldBe(_content);
    }

    /// <summary>What was written can be read back before it is committed.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_back_what_was_written_before_it_is_committed()
    {
        var writer = await WriteAsync(_content).ConfigureAwait(false);
        await using var closing = writer.ConfigureAwait(false);

        var written = await writer.ReadBackAsync(Cancellation).ConfigureAwait(false);
        await using var closingWritten = written.ConfigureAwait(false);

        (await BytesAsync(written).ConfigureAwait(false)).ShouldBe(_content);
    }

    /// <summary>A writer that is disposed of without a commit leaves nothing.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Leaves_nothing_of_a_writer_that_did_not_commit()
    {
        var writer = await WriteAsync(_content).ConfigureAwait(false);
        await writer.DisposeAsync().ConfigureAwait(false);

        (await ListAsync().ConfigureAwait(false)).ShouldBeEmpty();
        var folder = await Storage.LockAsync(Folder, Cancellation).ConfigureAwait(false);
        await using var unlocking = folder.ConfigureAwait(false);
        folder.Removed.ShouldBeEmpty();
    }

    /// <summary>A file is never replaced by another unless that was asked for.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Replaces_a_file_only_when_told_to()
    {
        await CommitAsync(_content, overwrite: false).ConfigureAwait(false);

        var failure = await Should.ThrowAsync<FerryException>(() => CommitAsync([1], overwrite: false)).ConfigureAwait(false);
        failure.Kind.ShouldBe(FailureKind.Destination);
        (await ReadAsync().ConfigureAwait(false)).ShouldBe(_content);

        await CommitAsync([1], overwrite: true).ConfigureAwait(false);
        (await ReadAsync().ConfigureAwait(false)).ShouldBe([1]);
    }

    /// <summary>A stream can be read from any offset.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_from_any_offset()
    {
        await CommitAsync(_content, overwrite: false).ConfigureAwait(false);
        var stream = await Storage.OpenReadAsync(Name, Cancellation).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);

        stream.Length.ShouldBe(_content.Length);
        stream.Position = 77_777;

        (await BytesAsync(stream).ConfigureAwait(false)).ShouldBe(_content[77_777..]);
    }

    /// <summary>Deleting works once, and a second time is no error.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Deletes_a_file_and_does_not_mind_when_it_is_gone()
    {
        await CommitAsync(_content, overwrite: false).ConfigureAwait(false);

        await Storage.DeleteAsync(Name, Cancellation).ConfigureAwait(false);
        await Storage.DeleteAsync(Name, Cancellation).ConfigureAwait(false);

        (await ListAsync().ConfigureAwait(false)).ShouldBeEmpty();
        await ShouldBeMissingAsync().ConfigureAwait(false);
    }

    /// <summary>A folder has one lock; it is free again when its holder has let go.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Locks_a_folder_for_one_run_at_a_time()
    {
        var first = await Storage.LockAsync(Folder, Cancellation).ConfigureAwait(false);
        await using (first.ConfigureAwait(false))
        {
            var failure = await Should.ThrowAsync<FerryException>(
                async () => await Another.LockAsync(Folder, Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
            failure.Kind.ShouldBe(FailureKind.Locked);
        }

        await (await Another.LockAsync(Folder, Cancellation).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>What an interrupted writer left is removed, and named, by whoever locks the folder next.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Removes_what_an_interrupted_writer_left()
    {
        var interrupted = await WriteAsync(_content).ConfigureAwait(false);
        await using var late = interrupted.ConfigureAwait(false);

        var folder = await Another.LockAsync(Folder, Cancellation).ConfigureAwait(false);
        await using var unlocking = folder.ConfigureAwait(false);

        folder.Removed.ShouldHaveSingleItem().ShouldBe(Name[(Folder.Length + 1)..]);
        (await ListAsync().ConfigureAwait(false)).ShouldBeEmpty();
    }

    private async Task<IStorageWriter> WriteAsync(byte[] content, bool overwrite = false)
    {
        var writer = await Storage.CreateAsync(Name, overwrite, Cancellation).ConfigureAwait(false);
        await writer.Stream.WriteAsync(content, Cancellation).ConfigureAwait(false);
        await writer.Stream.FlushAsync(Cancellation).ConfigureAwait(false);
        return writer;
    }

    private async Task CommitAsync(byte[] content, bool overwrite)
    {
        var writer = await WriteAsync(content, overwrite).ConfigureAwait(false);
        await using var closing = writer.ConfigureAwait(false);
        await writer.CommitAsync(Cancellation).ConfigureAwait(false);
    }

    private async Task<List<StoredFile>> ListAsync()
    {
        var files = new List<StoredFile>();
        await foreach (var file in Another.ListAsync(Folder, Cancellation).ConfigureAwait(false))
        {
            files.Add(file);
        }

        return files;
    }

    private async Task<byte[]> ReadAsync()
    {
        var stream = await Another.OpenReadAsync(Name, Cancellation).ConfigureAwait(false);
        await using var closing = stream.ConfigureAwait(false);
        return await BytesAsync(stream).ConfigureAwait(false);
    }

    private static async Task<byte[]> BytesAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancellation).ConfigureAwait(false);
        return bytes.ToArray();
    }

    private async Task ShouldBeMissingAsync()
    {
        var failure = await Should.ThrowAsync<FerryException>(
            async () => await Another.OpenReadAsync(Name, Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        failure.Kind.ShouldBe(FailureKind.NotFound);
    }
}
