namespace Ferry;

/// <summary>One thing that a check found, with its remedy.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">A stable code in words, such as <c>mysql.local-infile-off</c>.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">The command or setting that mends it.</param>
public sealed record Finding(FindingSeverity Severity, string Code, string Message, string? Remedy = null)
{
    /// <summary>A failure as a finding, for checks that go on with the next thing.</summary>
    /// <param name="exception">The failure.</param>
    /// <returns>The finding; what failed and why are one text.</returns>
    public static Finding From(FerryException exception) => new(
        FindingSeverity.Failure, exception.Code,
        exception.Reason is null ? exception.Message : $"{exception.Message.TrimEnd('.')}: {exception.Reason}", exception.Remedy);
}
