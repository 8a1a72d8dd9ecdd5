namespace Ferry;

/// <summary>A failure with everything a person needs: what failed, why, and what to try. Never carries a secret.</summary>
/// <param name="kind">What the user can do about it; also the exit code.</param>
/// <param name="code">A stable code in words, such as <c>source.table-changed</c>.</param>
/// <param name="message">What failed, and on which object.</param>
/// <param name="reason">Why, in plain words; the server's own message where there is one.</param>
/// <param name="remedy">The command or setting to try.</param>
/// <param name="innerException">The driver's exception, if one was wrapped.</param>
public sealed class FerryException(
    FailureKind kind, string code, string message, string? reason = null, string? remedy = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What the user can do about it; also the exit code.</summary>
    public FailureKind Kind { get; } = kind;

    /// <summary>A stable code in words, such as <c>source.table-changed</c>.</summary>
    public string Code { get; } = code;

    /// <summary>Why it failed, in plain words.</summary>
    public string? Reason { get; } = reason;

    /// <summary>The command or setting to try.</summary>
    public string? Remedy { get; } = remedy;
}
