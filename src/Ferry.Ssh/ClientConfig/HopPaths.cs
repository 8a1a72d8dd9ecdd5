using Ferry.Tunnels;

namespace Ferry.Ssh.ClientConfig;

/// <summary>The files that a hop is verified and logged in to with, as absolute paths.</summary>
internal sealed class HopPaths(SshHop hop, ClientSettings settings, SshSurroundings surroundings, ConfigTokens tokens)
{
    private const string None = "none";
    private static readonly string[] _defaultKeys = ["id_ed25519", "id_ecdsa", "id_rsa"];

    public bool KeysAreNamed => hop.Keys.Count > 0 || settings.IdentityFiles.Count > 0;

    /// <summary>Private keys to try: names are looked up in <c>~/.ssh</c>.</summary>
    public IReadOnlyList<string> Keys =>
        hop.Keys.Count > 0 ? [.. hop.Keys.Select(InSshFolder)]
        : KeysAreNamed ? [.. settings.IdentityFiles.SelectMany(line => Paths(line, line.Arguments.Take(1)))]
        : [.. _defaultKeys.Select(InSshFolder)];

    /// <summary>Where host keys are looked up: the user's files, then the machine's.</summary>
    public IReadOnlyList<string> KnownHosts =>
        hop.KnownHosts.Count > 0 ? hop.KnownHosts
        : [.. OwnKnownHosts, .. settings.GlobalKnownHostsFiles is { } line ? Paths(line, line.Arguments) : [surroundings.SystemKnownHosts]];

    /// <summary>Where host keys are recorded; null for nowhere. Never in the machine's file.</summary>
    public string? RecordIn => hop.KnownHosts.Count > 0 ? hop.KnownHosts[0] : OwnKnownHosts.FirstOrDefault();

    /// <summary>The agent to ask; null for none.</summary>
    public string? AgentSocket => settings.IdentityAgent is not { } line || line.Value is "SSH_AUTH_SOCK" or "$SSH_AUTH_SOCK" ? surroundings.AgentSocket
        : line.Value.Equals(None, StringComparison.OrdinalIgnoreCase) ? null
        : line.Value.StartsWith('$') ? throw line.Wrong("takes a variable, which Ferry does not fill in")
        : tokens.FillPath(line, line.Value);

    private IEnumerable<string> OwnKnownHosts =>
        settings.UserKnownHostsFiles is { } line ? Paths(line, line.Arguments) : [InSshFolder("known_hosts"), InSshFolder("known_hosts2")];

    // Whoever sends what was recorded to /dev/null has nothing recorded.
    private IEnumerable<string> Paths(ConfigLine line, IEnumerable<string> texts) =>
        texts.Where(text => !text.Equals(None, StringComparison.OrdinalIgnoreCase) && text != "/dev/null").Select(text => tokens.FillPath(line, text));

    private string InSshFolder(string name) => Path.GetFullPath(ConfigTokens.Home(name, surroundings.Home), Path.Combine(surroundings.Home, ".ssh"));
}
