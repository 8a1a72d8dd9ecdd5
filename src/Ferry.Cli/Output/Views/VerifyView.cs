using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>The outcome of a verification.</summary>
internal static class VerifyView
{
    public static void Render(IAnsiConsole console, VerifyDocument verified, string next)
    {
        console.Done($"Every byte of {verified.Name} is as it was written");
        console.Fact("read", $"{Quantity.Bytes(verified.Bytes)}, {Quantity.Count(verified.Rows, "row")}, in {Moment.Span(TimeSpan.FromSeconds(verified.Seconds))}");
        if (verified.Proof is { } proof)
        {
            console.Done("Proven: restored and compared, all rows equal");
            console.Fact("restored", $"{Quantity.Count(proof.Rows, "row")} in {Quantity.Count(proof.Tables, "table")}, in {Moment.Span(TimeSpan.FromSeconds(proof.Seconds))}");
            console.Fact("into", string.Join(", ", proof.Servers.Values.Distinct()));
        }

        console.Findings(verified.Warnings);
        console.Next(next);
    }
}
