using Ferry.Tunnels;

namespace Ferry.Cli.Output.Documents;

/// <summary>An SSH server whose key is vouched for.</summary>
internal sealed record HostDocument(string Host, int Port, string KeyType, string Fingerprint, string State, string? Place)
{
    public static HostDocument From(IdentifiedHost host) =>
        new(host.Host, host.Port, host.KeyType, host.Fingerprint, host.IsNew ? "recorded" : host.Place is null ? "pinned" : "known", host.Place);
}
