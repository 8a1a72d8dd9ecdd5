using System.Globalization;

namespace Ferry.Ssh.ClientConfig;

/// <summary>What the client configuration says about one host. Of every keyword the first value counts (ssh_config(5)).</summary>
internal sealed class ClientSettings
{
    private static readonly HashSet<string> _known =
    [
        "hostname", "user", "port", "identitiesonly", "identityagent", "proxyjump", "proxycommand", "userknownhostsfile", "globalknownhostsfile",
        "hostkeyalias", "hashknownhosts",
    ];

    private readonly Dictionary<string, ConfigLine> _values = [];
    private readonly List<ConfigLine> _identityFiles = [];

    /// <summary>Lines that were passed over although they may say something about the host.</summary>
    public List<Finding> Notes { get; } = [];

    public ConfigLine? HostName => Find("hostname");

    public string? User => Find("user")?.Value;

    public ConfigLine? HostKeyAlias => Find("hostkeyalias");

    /// <summary>All of them count, in order.</summary>
    public IReadOnlyList<ConfigLine> IdentityFiles => _identityFiles;

    public ConfigLine? IdentityAgent => Find("identityagent");

    public ConfigLine? UserKnownHostsFiles => Find("userknownhostsfile");

    public ConfigLine? GlobalKnownHostsFiles => Find("globalknownhostsfile");

    /// <summary>The ProxyJump or ProxyCommand that counts; null for none.</summary>
    public ConfigLine? Proxy => (Find("proxycommand") ?? Find("proxyjump")) is { } line && !IsNone(line) ? line : null;

    public bool IdentitiesOnly => Flag("identitiesonly");

    public bool HashKnownHosts => Flag("hashknownhosts");

    public int? Port => Find("port") is not { } line ? null
        : int.TryParse(line.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 ? port
        : throw line.Wrong("is no port");

    /// <summary>Takes a line that is about the host.</summary>
    public void Add(ConfigLine line)
    {
        if (line.Keyword == "identityfile")
        {
            _identityFiles.Add(line);
        }
        else if (_known.Contains(line.Keyword) && !IsOutdone(line))
        {
            _values.TryAdd(line.Keyword, line);
        }
    }

    // The two ways through a proxy exclude each other, except that after 'ProxyJump none' a command may still come.
    private bool IsOutdone(ConfigLine line) => line.Keyword switch
    {
        "proxyjump" => Find("proxycommand") is not null,
        "proxycommand" => Find("proxyjump") is { } jump && !IsNone(jump),
        _ => false,
    };

    private static bool IsNone(ConfigLine line) => line.Value.Equals("none", StringComparison.OrdinalIgnoreCase);

    private ConfigLine? Find(string keyword) => _values.GetValueOrDefault(keyword);

    private bool Flag(string keyword) => Find(keyword) is { } line && line.Value.ToLowerInvariant() switch
    {
        "yes" or "true" => true,
        "no" or "false" => false,
        _ => throw line.Wrong("is neither yes nor no"),
    };
}
