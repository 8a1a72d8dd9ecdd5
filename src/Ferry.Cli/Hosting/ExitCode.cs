namespace Ferry.Cli.Hosting;

/// <summary>Exit codes that are not a <see cref="FailureKind"/>. All are listed in docs/exit-codes.md and frozen.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Bug = (int)FailureKind.Bug;
    public const int Usage = (int)FailureKind.Usage;
    public const int Warnings = 3;
    public const int Interrupted = 130;
    public const int Terminated = 143;

    /// <summary>0, or 3 when there is something the user should know.</summary>
    public static int For(IEnumerable<Finding> findings) => findings.Any(finding => finding.Severity != FindingSeverity.Pass) ? Warnings : Ok;
}
