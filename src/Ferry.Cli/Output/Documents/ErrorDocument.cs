using Ferry.Cli.Hosting;

namespace Ferry.Cli.Output.Documents;

/// <summary>The last line of a failed run.</summary>
internal sealed record ErrorDocument(string Code, int ExitCode, string Message, string? Reason, string? Remedy) : LineDocument("error")
{
    public static ErrorDocument From(Failure failure) => new(failure.Code, failure.ExitCode, failure.Message, failure.Reason, failure.Remedy);
}
