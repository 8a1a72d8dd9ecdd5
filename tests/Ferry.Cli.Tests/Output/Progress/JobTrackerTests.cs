using Ferry.Cli.Output.Progress;
using Ferry.Progress;
using Microsoft.Extensions.Time.Testing;

namespace Ferry.Cli.Tests.Output.Progress;

public class JobTrackerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly JobTracker _tracker;

    public JobTrackerTests() => _tracker = new JobTracker(_time);

    [Fact]
    public void Adds_up_rows_bytes_and_finished_tables()
    {
        Report(
            new TotalsKnown("main", 2, 100, 1000), new PhaseStarted("read", "main"), new RowsMoved("main", "users", 10, 100),
            new RowsMoved("main", "movies", 20, 200), new RowsMoved("main", "users", 5, 50), new TableCompleted("main", "users", 15, 150));

        var job = _tracker.Snapshot();

        (job.Rows, job.Bytes, job.TablesDone, job.TablesTotal).ShouldBe((35, 350, 1, 2));
        job.Tables.ShouldBe(["movies"]);
        job.Fraction.ShouldBe(0.35);
    }

    [Fact]
    public void Counts_each_phase_from_nothing_once_it_moves_rows()
    {
        Report(new TotalsKnown("main", 1, 10, 100), new PhaseStarted("load", "main"), new RowsMoved("main", "users", 10, 100), new PhaseStarted("indexes", "main"));
        var indexing = _tracker.Snapshot();
        Report(new PhaseStarted("compare", "main"), new RowsMoved("main", "users", 4, 40));

        indexing.Rows.ShouldBe(10);
        _tracker.Snapshot().Rows.ShouldBe(4);
    }

    [Fact]
    public void Counts_from_nothing_when_a_phase_says_how_much_it_will_move()
    {
        Report(new PhaseStarted("load", "main"), new TotalsKnown("main", 1, 10, 100), new RowsMoved("main", "users", 10, 100), new PhaseStarted("compare", "main"), new TotalsKnown("main", 1, 20, 900));
        _tracker.Snapshot().Rows.ShouldBe(0);

        Report(new RowsMoved("main", "users", 4, 40), new TotalsKnown("main", 1, 20, 800));
        var job = _tracker.Snapshot();
        (job.Rows, job.BytesTotal).ShouldBe((4, 800));
    }

    [Fact]
    public void Never_claims_more_than_the_whole()
    {
        Report(new TotalsKnown("main", 1, 10, 100), new PhaseStarted("read", "main"), new RowsMoved("main", "users", 30, 300));

        _tracker.Snapshot().Fraction.ShouldBe(1);
    }

    [Fact]
    public void Names_the_database_only_where_there_are_several()
    {
        Report(new TotalsKnown("main", 1, 1, 1), new TotalsKnown("logs", 1, 1, 1), new RowsMoved("logs", "events", 1, 1));

        _tracker.Snapshot().Tables.ShouldBe(["logs.events"]);
    }

    private void Report(params ProgressEvent[] events) => Array.ForEach(events, _tracker.Report);
}
