namespace Ferry.Cli.Hosting;

/// <summary>What a person and a script are told about a failed run.</summary>
/// <param name="Code">Stable code in words.</param>
/// <param name="ExitCode">What the process ends with.</param>
/// <param name="Message">What failed.</param>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">What to try.</param>
/// <param name="Details">The stack trace, when it was asked for.</param>
internal sealed record Failure(string Code, int ExitCode, string Message, string? Reason, string? Remedy, string? Details = null)
{
    private const string ReportBugs = "Run again with --verbose and report it, with what it prints, to the maintainers of Ferry.";

    public static Failure From(Exception exception, bool verbose)
    {
        var failure = exception switch
        {
            FerryException ferry => new Failure(ferry.Code, (int)ferry.Kind, ferry.Message, ferry.Reason, ferry.Remedy),
            IOException or UnauthorizedAccessException => new Failure(
                "io.failed", (int)FailureKind.Destination, "A file or stream could not be read or written.", exception.Message,
                "Check the disk, the file's owner, and what reads the output."),
            OperationCanceledException => new Failure(
                "bug.cancelled", Hosting.ExitCode.Bug, "The command gave up although nobody stopped it.", exception.Message, ReportBugs),
            _ => new Failure(
                "bug", Hosting.ExitCode.Bug, "This is a bug in Ferry, not a mistake of yours.",
                $"{exception.GetType().Name}: {exception.Message}", ReportBugs),
        };
        return verbose ? failure with { Details = exception.ToString() } : failure;
    }

    public static Failure Cancelled(int exitCode) => new(
        "cancelled", exitCode, exitCode == Hosting.ExitCode.Terminated ? "Stopped by SIGTERM." : "Stopped by Ctrl+C.",
        "What was half done has been cleared away.", "Run the command again when you are ready.");
}
