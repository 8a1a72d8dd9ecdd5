using System.Text;
using CsCheck;
using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Payloads;

namespace Ferry.MySql.Tests.Protocol;

public sealed class RawConnectionTests
{
    private const ColumnType Text = (ColumnType)253;
    private const string ExpectedRows = "1\t\\N\ta\\tb\n-2\t\tü\\\\N\n30\tx\\0\\n\t\\N\n";

    public static TheoryData<bool> BothEndings => [true, false];

    [Theory]
    [MemberData(nameof(BothEndings))]
    public async Task Writes_rows_as_load_data_reads_them(bool deprecateEof)
    {
        var (read, tsv) = await Scripted.ReadAsync(ScriptedStream.Whole(ThreeRows(deprecateEof)));

        Encoding.UTF8.GetString(tsv).ShouldBe(ExpectedRows);
        read.Rows.ShouldBe(3);
        read.Bytes.ShouldBe(tsv.Length);
    }

    [Theory]
    [MemberData(nameof(BothEndings))]
    public async Task Reads_the_same_wherever_the_network_splits_the_bytes(bool deprecateEof)
    {
        byte[] script = ThreeRows(deprecateEof);

        for (var offset = 1; offset < script.Length; offset++)
        {
            var (_, tsv) = await Scripted.ReadAsync(ScriptedStream.SplitAt(script, offset));
            Encoding.UTF8.GetString(tsv).ShouldBe(ExpectedRows, $"split at {offset}");
        }

        Encoding.UTF8.GetString((await Scripted.ReadAsync(ScriptedStream.ByteByByte(script))).Tsv).ShouldBe(ExpectedRows);
    }

    [Theory]
    [MemberData(nameof(BothEndings))]
    public async Task Fails_wherever_the_connection_is_cut(bool deprecateEof)
    {
        byte[] script = ThreeRows(deprecateEof);
        var loginLength = new ServerScript(Features(deprecateEof)).LoggedIn().Length;

        for (var length = 0; length < script.Length; length++)
        {
            var failure = await Should.ThrowAsync<FerryException>(() => Scripted.ReadAsync(ScriptedStream.Whole(script[..length])), $"cut at {length}");
            failure.Code.ShouldBe("mysql.connection-lost");
            failure.Kind.ShouldBe(length < loginLength ? FailureKind.Unreachable : FailureKind.Source);
        }
    }

    [Fact]
    public async Task Damaged_bytes_never_crash_it()
    {
        byte[] script = ThreeRows(deprecateEof: true);
        var start = new ServerScript().LoggedIn().Length;

        await Gen.Select(Gen.Int[start, script.Length - 1], Gen.Byte).SampleAsync(
            async damage =>
            {
                var damaged = script.ToArray();
                damaged[damage.Item1] = damage.Item2;
                try
                {
                    await Scripted.ReadAsync(ScriptedStream.Whole(damaged));
                }
                catch (FerryException failure)
                {
                    failure.Kind.ShouldBe(FailureKind.Source);
                }
            },
            iter: 3000);
    }

    [Fact]
    public async Task An_empty_result_is_a_success_without_bytes()
    {
        var (read, tsv) = await Scripted.ReadAsync(ScriptedStream.Whole(new ServerScript().LoggedIn().ClientCommand().Columns(Text).End()));

        read.Rows.ShouldBe(0);
        tsv.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_error_among_the_rows_fails_the_reading_and_not_the_connection()
    {
        var script = new ServerScript().LoggedIn()
            .ClientCommand().Columns(Text).Row("one").Error(1412, "Table definition has changed")
            .ClientCommand().Columns(Text).Row("two").End();
        await using var connection = await Scripted.OpenAsync(ScriptedStream.Whole(script));

        var failure = await Should.ThrowAsync<FerryException>(() => Scripted.ReadAsync(connection));

        failure.Kind.ShouldBe(FailureKind.Source);
        failure.Code.ShouldBe("source.table-changed");
        failure.Message.ShouldContain("table t");
        failure.Reason.ShouldNotBeNull().ShouldContain("Table definition has changed");
        Encoding.UTF8.GetString((await Scripted.ReadAsync(connection)).Tsv).ShouldBe("two\n");
    }

    public static TheoryData<string, byte[]> NonsenseAnswers => new()
    {
        { "a local file is asked for", new ServerScript().LoggedIn().ClientCommand().Packet([0xFB, (byte)'/', (byte)'e']) },
        { "OK instead of rows", new ServerScript().LoggedIn().ClientCommand().Ok() },
        { "an empty packet", new ServerScript().LoggedIn().ClientCommand().Packet([]) },
        { "an empty packet among rows", new ServerScript().LoggedIn().ClientCommand().Columns(Text).Row("a").Packet([]) },
        { "a row with a value too many", new ServerScript().LoggedIn().ClientCommand().Columns(Text).Row("a", "b").End() },
        { "a row with a value too few", new ServerScript().LoggedIn().ClientCommand().Columns(Text, Text).Row("a").End() },
        { "a second result", new ServerScript().LoggedIn().ClientCommand().Columns(Text).Row("a").End(status: 8 | 2) },
        { "a packet lost", new ServerScript().LoggedIn().ClientCommand().Columns(Text).Row("a").ClientPacket().Row("c").End() },
        { "the end lost", new ServerScript().LoggedIn().ClientCommand().Columns(Text).Row("a").ClientPacket().End() },
        { "a column count of thousands of millions", new ServerScript().LoggedIn().ClientCommand().Packet([0xFE, 0, 0, 0, 0, 1, 0, 0, 0]) },
    };

    [Theory]
    [MemberData(nameof(NonsenseAnswers))]
    public async Task Refuses_an_answer_that_makes_no_sense(string what, byte[] script)
    {
        await using var connection = await Scripted.OpenAsync(ScriptedStream.Whole(script));

        var failure = await Should.ThrowAsync<FerryException>(() => Scripted.ReadAsync(connection), what);

        failure.Code.ShouldBe("mysql.protocol");
        connection.IsBroken.ShouldBeTrue();
    }

    [Fact]
    public async Task Cancelling_ends_a_read_that_waits_for_the_server()
    {
        byte[] script = new ServerScript().LoggedIn().ClientCommand().Columns(Text).Row("a");
        await using var connection = await Scripted.OpenAsync(new ScriptedStream(script, [], silentAtEnd: true));
        using var cancellation = new CancellationTokenSource();

        var reading = connection.ReadRowsAsync("SELECT 1", "table t", Stream.Null, cancellation.Token).AsTask();
        reading.IsCompleted.ShouldBeFalse();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        connection.IsBroken.ShouldBeTrue();
    }

    [Fact]
    public async Task Rows_that_nobody_takes_any_more_hold_up_nothing()
    {
        byte[] script = new ServerScript().LoggedIn().ClientCommand().Columns(Text).Row("a");
        var stream = new ScriptedStream(script, [], silentAtEnd: true);
        await using var connection = await Scripted.OpenAsync(stream);
        using var cancellation = new CancellationTokenSource();

        var reading = connection.ReadRowsAsync("SELECT 1", "table t", Stream.Null, cancellation.Token).AsTask();
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reading);
        stream.Disposed.ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_destination_throws_comes_out_as_it_is()
    {
        await using var connection = await Scripted.OpenAsync(ScriptedStream.Whole(ThreeRows(deprecateEof: true)));
        using var full = new MemoryStream(new byte[1]);

        await Should.ThrowAsync<NotSupportedException>(
            () => connection.ReadRowsAsync("SELECT 1", "table t", full, TestContext.Current.CancellationToken).AsTask());

        connection.IsBroken.ShouldBeTrue();
    }

    [Fact]
    public async Task A_broken_connection_takes_no_more_statements()
    {
        var script = new ServerScript().LoggedIn().ClientCommand().Packet([]).ClientCommand().Ok();
        await using var connection = await Scripted.OpenAsync(ScriptedStream.Whole(script));
        await Should.ThrowAsync<FerryException>(() => connection.ExecuteAsync("SET a", default).AsTask());

        await Should.ThrowAsync<InvalidOperationException>(() => connection.ExecuteAsync("SET b", default).AsTask());
    }

    [Fact]
    public async Task Disposal_says_good_bye_and_closes_the_channel()
    {
        var stream = ScriptedStream.Whole(new ServerScript().LoggedIn());
        var connection = await Scripted.OpenAsync(stream);

        await connection.DisposeAsync();

        stream.Received[^5..].ShouldBe([1, 0, 0, 0, 1]);
        stream.Disposed.ShouldBeTrue();
    }

    private static Capabilities Features(bool deprecateEof) => deprecateEof ? Capabilities.DeprecateEof : Capabilities.None;

    private static ServerScript ThreeRows(bool deprecateEof) => new ServerScript(Features(deprecateEof)).LoggedIn().ClientCommand()
        .Columns(ColumnType.LongLong, Text, ColumnType.Bit)
        .Row("1", null, "a\tb")
        .Row("-2", "", "ü\\N")
        .Row("30", "x\0\n", null)
        .End();
}
