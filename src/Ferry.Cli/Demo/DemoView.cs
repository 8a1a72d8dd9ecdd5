using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Demo;

/// <summary>The demo's last words.</summary>
internal static class DemoView
{
    public static void Render(IAnsiConsole console, DemoDocument demo)
    {
        console.WriteLine();
        console.Done("That is Ferry: backed up, proven, wrecked, restored, merged.");
        if (demo.Kept)
        {
            console.Line($"  Everything is still in {demo.Folder}. Try [blue]ferry show latest[/] there.");
        }
        else
        {
            console.Line($"  The folder is gone again. [blue]ferry demo --keep DIR[/] leaves it for you to look around in.");
        }

        console.Line($"  Your own database: [blue]ferry init[/]");
    }
}
