using Ferry.Cli.Output.Progress;
using Ferry.Progress;

namespace Ferry.Cli.Tests.Output.Progress;

public class GuardedProgressTests
{
    [Fact]
    public void A_display_that_breaks_is_told_nothing_more_and_the_job_goes_on()
    {
        var display = Substitute.For<IProgress<ProgressEvent>>();
        display.When(broken => broken.Report(Arg.Any<ProgressEvent>())).Throw(new IOException("the terminal is gone"));
        var guarded = new GuardedProgress(display);

        guarded.Report(new PhaseStarted("read", "main"));
        guarded.Report(new RowsMoved("main", "users", 1, 1));

        display.Received(1).Report(Arg.Any<ProgressEvent>());
        guarded.Broken.ShouldBeOfType<IOException>();
    }
}
