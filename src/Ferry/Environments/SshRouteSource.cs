using Ferry.Tunnels;
using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Makes an <see cref="SshRoute"/> of what the settings say; everything but the secrets can be checked beforehand.</summary>
internal sealed class SshRouteSource(string path, SshOptions options, Func<string, ConfigurationOrigin> originOf, SecretResolver secrets, ConfigurationPaths paths)
{
    private IEnumerable<(SshHopOptions Options, string Path)> Hops =>
        [.. options.Jump.Select((hop, index) => (hop, ConfigurationPath.Combine(path, nameof(options.Jump), $"{index}"))), (options, path)];

    /// <summary>Collects what is wrong, without touching a secret.</summary>
    public void Check(ProblemList problems)
    {
        foreach (var (hop, place) in Hops.Where(hop => hop.Options.Host is not null))
        {
            if (SshAddress.Parse(hop.Host!) is null)
            {
                problems.Add(originOf(Key(place, nameof(hop.Host))), $"{Key(place, nameof(hop.Host))} must be a host such as db.example.com, or user@host:port, not '{hop.Host}'.");
            }

            if (hop.HostKey?.Contains("SHA256:", StringComparison.Ordinal) == false)
            {
                problems.Add(originOf(Key(place, nameof(hop.HostKey))), $"{Key(place, nameof(hop.HostKey))} must be a fingerprint such as SHA256:… as ssh-keygen -l shows it.");
            }
        }
    }

    /// <summary>The route, secrets included.</summary>
    /// <param name="environment">Name of the environment, for commands to type.</param>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when a secret is missing.</exception>
    public SshRoute Resolve(string environment) => new([.. Hops.Select(hop => Resolve(hop.Options, hop.Path))])
    {
        Environment = environment,
        ConnectTimeout = options.ConnectTimeout,
        KeepAlive = options.KeepAlive,
        Connections = options.Connections,
    };

    private SshHop Resolve(SshHopOptions hop, string place)
    {
        var address = SshAddress.Parse(hop.Host ?? "") ?? throw new InvalidOperationException($"{place} was not checked.");
        return new SshHop
        {
            Host = address.Host,
            Port = hop.Port ?? address.Port,
            Username = hop.Username ?? address.Username,
            Keys = [.. hop.Keys.Select(key => key.Contains('/', StringComparison.Ordinal) ? paths.Resolve(key) : key)],
            Passphrase = Secret(hop.Passphrase, Key(place, nameof(hop.Passphrase))),
            Password = Secret(hop.Password, Key(place, nameof(hop.Password))),
            HostKey = hop.HostKey,
            KnownHosts = [.. hop.KnownHosts.Select(paths.Resolve)],
            Agent = hop.Agent,
        };
    }

    private Secret? Secret(string? text, string key) => string.IsNullOrEmpty(text) ? null : secrets.Resolve(text, key, originOf(key));

    private static string Key(string place, string property) => ConfigurationPath.Combine(place, property);
}
