using Ferry.Cli.Hosting;

namespace Ferry.Cli.Tests.Hosting;

public class FailureTests
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_exit_code_is_the_kind(FailureKind kind)
    {
        var failure = Failure.From(new FerryException(kind, "some.code", "What.", "Why.", "Try."), verbose: false);

        failure.ShouldBe(new Failure("some.code", (int)kind, "What.", "Why.", "Try."));
    }

    [Fact]
    public void Anything_unforeseen_is_called_a_bug_and_says_where_to_report_it()
    {
        var failure = Failure.From(new InvalidOperationException("Sequence contains no elements"), verbose: false);

        (failure.Code, failure.ExitCode, failure.Details).ShouldBe(("bug", 1, null));
        failure.Reason!.ShouldContain("InvalidOperationException");
        failure.Remedy!.ShouldContain("report");
    }

    [Fact]
    public void The_stack_is_shown_only_to_who_asks() =>
        Failure.From(new InvalidOperationException("x"), verbose: true).Details!.ShouldContain(nameof(InvalidOperationException));

    public static TheoryData<FailureKind> Kinds => [.. Enum.GetValues<FailureKind>()];
}
