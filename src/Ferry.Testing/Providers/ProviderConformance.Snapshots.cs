using System.Text;
using Ferry.Reading;
using Ferry.Schema;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Providers;

public abstract partial class ProviderConformance
{
    /// <summary>Fields are parted by tabs, rows ended by line feeds, and neither occurs inside a field.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Writes_rows_as_escaped_fields()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var rows = await ReadRowsAsync(target, "people").ConfigureAwait(false);

        rows.Count.ShouldBe(4);
        rows.ShouldAllBe(row => row.Split('\t').Length == 3);
        rows.Single(row => row.Contains("tab\\there", StringComparison.Ordinal)).ShouldNotBeNull();
        rows.Single(row => row.Contains("line\\nfeed", StringComparison.Ordinal)).ShouldNotBeNull();
    }

    /// <summary>NULL, the empty text and the text NULL are three different fields.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Tells_null_from_empty_and_from_the_word()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var fields = (await ReadRowsAsync(target, "people").ConfigureAwait(false)).ConvertAll(row => row.Split('\t'));

        fields.Count(row => row[2] == "\\N").ShouldBe(1);
        fields.Count(row => row[1] == "\\N").ShouldBe(0);
        fields.Select(row => row[1]).Distinct().Count().ShouldBe(4);
    }

    /// <summary>A table without rows is no bytes at all.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_an_empty_table_as_no_bytes()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        (await ReadRowsAsync(target, "vacancies").ConfigureAwait(false)).ShouldBeEmpty();
    }

    /// <summary>The ranges of a table, read one by one, give its rows, none twice and none left out.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Cuts_a_table_into_ranges_that_hold_every_row_once()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);
        var snapshot = await SnapshotAsync(session).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);
        var whole = Rows(await ReadBytesAsync(snapshot, "numbers").ConfigureAwait(false));

        var ranges = await PlanAsync(snapshot, "numbers", targetBytes: 16 * 1024).ConfigureAwait(false);
        var parts = new List<string>();
        foreach (var range in ranges)
        {
            parts.AddRange(Rows(await ReadBytesAsync(snapshot, "numbers", range).ConfigureAwait(false)));
        }

        await snapshot.CompleteAsync(Cancellation).ConfigureAwait(false);
        whole.Count.ShouldBe(ManyRows);
        ranges.Count.ShouldBeGreaterThan(1);
        ranges.Select(range => range.Where).ShouldBeUnique();
        parts.Order(StringComparer.Ordinal).ShouldBe(whole);
    }

    /// <summary>An empty table and a small one are one range each.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Plans_at_least_one_range_for_every_table()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);
        var snapshot = await SnapshotAsync(session).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);

        (await PlanAsync(snapshot, "vacancies", 64 * 1024 * 1024).ConfigureAwait(false)).ShouldHaveSingleItem();
        (await PlanAsync(snapshot, "people", 64 * 1024 * 1024).ConfigureAwait(false)).ShouldHaveSingleItem();
    }

    /// <summary>What is committed after the snapshot was opened is not in it, for any reader, and a snapshot opened later has it.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Shows_every_reader_the_same_moment()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);
        var snapshot = await SnapshotAsync(session, readers: 2).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);

        await RunAsync(target, "INSERT INTO people (id, name) VALUES (100, 'late')").ConfigureAwait(false);

        snapshot.Consistency.Level.ShouldBe(ConsistencyLevel.Snapshot);
        snapshot.Consistency.Rung.ShouldNotBeNullOrWhiteSpace();
        snapshot.Readers.Count.ShouldBeInRange(1, Provider.Capabilities.ParallelReaders ? 2 : 1);
        for (var reader = 0; reader < snapshot.Readers.Count; reader++)
        {
            Rows(await ReadBytesAsync(snapshot, "people", reader: reader).ConfigureAwait(false)).Count.ShouldBe(4);
        }

        (await ReadRowsAsync(target, "people").ConfigureAwait(false)).Count.ShouldBe(5);
    }

    /// <summary>Two readings of unchanged rows give the same bytes, so that digests can be compared.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_the_same_bytes_twice()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        (await ReadRowsAsync(target, "numbers").ConfigureAwait(false)).ShouldBe(await ReadRowsAsync(target, "numbers").ConfigureAwait(false));
    }

    /// <summary>A table that cannot be read is a failure of the source, never fewer rows.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Fails_when_a_table_cannot_be_read()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);
        var snapshot = await SnapshotAsync(session).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);
        var gone = snapshot.Catalog.Tables[0] with { Name = "gone" };

        var failure = await Should.ThrowAsync<FerryException>(
            async () => await snapshot.Readers[0].ReadAsync(gone, ChunkRange.Whole, Stream.Null, Cancellation).ConfigureAwait(false)).ConfigureAwait(false);

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Message.ShouldContain("gone");
    }

    /// <summary>A reading that is cancelled half way ends as cancelled.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Honours_cancellation_while_reading()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        for (var doubling = 0; doubling < 4; doubling++)
        {
            var offset = 1_000_000 << doubling;
            await RunAsync(target, $"INSERT INTO numbers (id, word) SELECT id + {offset}, word FROM numbers").ConfigureAwait(false);
        }

        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);
        var snapshot = await SnapshotAsync(session).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);
        using var source = new CancellationTokenSource();
        using var rows = new CancellingStream(source);
        var numbers = snapshot.Catalog.Tables.Single(table => table.Name == "numbers");

        await Should.ThrowAsync<OperationCanceledException>(
            async () => await snapshot.Readers[0].ReadAsync(numbers, ChunkRange.Whole, rows, source.Token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Text beyond ASCII arrives as UTF-8.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_text_beyond_ascii_as_utf8()
    {
        const string Word = "Ünïcödé 😀";
        var target = await CreateSampleAsync().ConfigureAwait(false);
        await RunAsync(target, $"INSERT INTO people (id, name) VALUES (200, '{Word}')").ConfigureAwait(false);

        var rows = await ReadRowsAsync(target, "people").ConfigureAwait(false);

        rows.Single(row => row.Contains(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Word)), StringComparison.Ordinal)).ShouldNotBeNull();
    }

    /// <summary>The snapshot's catalog follows the selection.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Opens_a_snapshot_of_a_selection()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var openSession = session.ConfigureAwait(false);

        var snapshot = await SnapshotAsync(session, selection: new TableSelection(["people"], [], [])).ConfigureAwait(false);
        await using var openSnapshot = snapshot.ConfigureAwait(false);

        snapshot.Catalog.Tables.ShouldHaveSingleItem().Name.ShouldBe("people");
    }

    private static async ValueTask<List<ChunkRange>> PlanAsync(ISnapshot snapshot, string table, long targetBytes)
    {
        var ranges = new List<ChunkRange>();
        await foreach (var range in snapshot
            .PlanAsync(snapshot.Catalog.Tables.Single(each => each.Name == table), targetBytes, Cancellation).ConfigureAwait(false))
        {
            ranges.Add(range);
        }

        return ranges;
    }
}
