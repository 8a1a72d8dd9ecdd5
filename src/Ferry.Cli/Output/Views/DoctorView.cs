using Ferry.Cli.Formats;
using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>Findings by subject, and the sum.</summary>
internal static class DoctorView
{
    public static void Render(IAnsiConsole console, DoctorDocument doctor)
    {
        foreach (var subject in doctor.Checked)
        {
            console.Line($"[bold]{subject.Subject}[/]");
            console.Findings(subject.Findings);
        }

        console.WriteLine();
        console.Line($"{Quantity.Count(doctor.Passed, "check")} passed, {Quantity.Count(doctor.Warnings, "warning")}, {Quantity.Count(doctor.Failures, "failure")}.");
    }
}
