using Ferry.Cli.Output.Documents;
using Ferry.Cli.Output.Writing;
using Spectre.Console;

namespace Ferry.Cli.Output.Views;

/// <summary>SSH servers, and who vouches for each.</summary>
internal static class TrustView
{
    public static void Render(IAnsiConsole console, TrustDocument trust)
    {
        foreach (var host in trust.Hosts)
        {
            console.Done($"{host.Host}:{host.Port}");
            console.Fact("key", $"{host.KeyType} {host.Fingerprint}");
            console.Fact(
                "trusted", host.State switch
                {
                    "recorded" => $"from now on: recorded in {host.Place}",
                    "pinned" => "by HostKey in the configuration",
                    _ => $"by {host.Place}",
                });
        }
    }
}
