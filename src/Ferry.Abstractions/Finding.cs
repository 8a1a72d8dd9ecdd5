namespace Ferry;

/// <summary>One thing that a check found, with its remedy.</summary>
/// <param name="Severity">How bad it is.</param>
/// <param name="Code">A stable code in words, such as <c>mysql.local-infile-off</c>.</param>
/// <param name="Message">What was found.</param>
/// <param name="Remedy">The command or setting that mends it.</param>
public sealed record Finding(FindingSeverity Severity, string Code, string Message, string? Remedy = null);
