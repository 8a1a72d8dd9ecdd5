using Ferry.Backup;
using Ferry.Progress;
using Ferry.Testing.Memory;

namespace Ferry.Tests.Backup;

public sealed class BackupFaultTests : IDisposable
{
    private readonly Workbench _bench = new();

    public BackupFaultTests() => _bench.Provider.Databases["app"] = new MemoryDatabase()
        .With("users", Enumerable.Range(1, 100).Select(id => $"{id}\tuser {id}"))
        .With("notes", "one", "two");

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_backup_that_fails_at_any_call_leaves_nothing_and_the_next_one_succeeds()
    {
        for (var call = 1; ; call++)
        {
            var reached = 0;
            _bench.Provider.Before = (name, _) => Interlocked.Increment(ref reached) == call
                ? throw new FerryException(FailureKind.Source, "test.fault", $"Fault at call {call}: {name}.")
                : ValueTask.CompletedTask;

            var failure = await Record.ExceptionAsync(() => _bench.BackupAsync());
            if (failure is null)
            {
                call.ShouldBeGreaterThan(5);
                break;
            }

            failure.ShouldBeOfType<FerryException>().Code.ShouldBe("test.fault");
            _bench.Files().ShouldBeEmpty();
        }

        _bench.Files().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reader_that_stops_inside_a_row_is_a_failure_never_a_shorter_success()
    {
        _bench.Provider.Alter = (table, rows) => table == "users" && rows.Length > 0 ? rows[..^3] : rows;

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.BackupAsync());

        failure.Code.ShouldBe("source.row-cut");
        _bench.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silent_source_is_given_up_after_the_limit_and_the_phase_is_named()
    {
        _bench.Provider.Before = async (name, token) =>
        {
            if (name == "read users")
            {
                _bench.Time.Advance(TimeSpan.FromMinutes(6));
                await Task.Delay(Timeout.Infinite, token);
            }
        };

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.BackupAsync());

        failure.Kind.ShouldBe(FailureKind.Stalled);
        failure.Message.ShouldContain("'read'");
        _bench.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancellation_leaves_nothing_and_stays_a_cancellation()
    {
        using var cancellation = new CancellationTokenSource();
        _bench.Provider.Before = async (name, token) =>
        {
            if (name == "read users")
            {
                await cancellation.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
        };

        await Should.ThrowAsync<OperationCanceledException>(() =>
            new BackupEngine(_bench.Registry, _bench.Time).RunAsync(_bench.Request(), null, cancellation.Token));

        _bench.Files().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_progress_sink_that_throws_becomes_a_warning_and_the_backup_is_whole()
    {
        var result = await new BackupEngine(_bench.Registry, _bench.Time)
            .RunAsync(_bench.Request(), new BrokenSink(), TestContext.Current.CancellationToken);

        result.Warnings.ShouldHaveSingleItem().Code.ShouldBe("progress.sink-failed");
        (await _bench.VerifyAsync(result.Archive)).Rows.ShouldBe(102);
    }

    [Fact]
    public async Task A_destination_that_cannot_be_written_is_found_before_the_source_is_touched()
    {
        var opened = false;
        _bench.Provider.Before = (name, _) =>
        {
            opened = true;
            return ValueTask.CompletedTask;
        };
        await File.WriteAllTextAsync(_bench.Folder, "a file where the folder should be", TestContext.Current.CancellationToken);

        var failure = await Should.ThrowAsync<FerryException>(() => _bench.BackupAsync());

        failure.Kind.ShouldBe(FailureKind.Destination);
        opened.ShouldBeFalse();
        File.Delete(_bench.Folder);
    }

    private sealed class BrokenSink : IProgress<ProgressEvent>
    {
        public void Report(ProgressEvent value) => throw new InvalidOperationException("The terminal is gone.");
    }
}
