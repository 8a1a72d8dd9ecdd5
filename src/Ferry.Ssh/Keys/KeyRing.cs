using Ferry.Ssh.Agent;

namespace Ferry.Ssh.Keys;

/// <summary>Collects the keys that a hop may be logged in to with, in the order in which they are offered.</summary>
internal sealed class KeyRing(Hop hop)
{
    private readonly List<Trial> _skipped = [];
    private readonly List<LoginKey> _held = [];
    private readonly List<LoginKey> _files = [];
    private readonly List<LoginKey> _others = [];

    /// <summary>Keys that are not used, and why.</summary>
    public IReadOnlyList<Trial> Skipped => _skipped;

    /// <summary>
    /// As ssh does: named keys that the agent holds, then the rest. Keys that somebody named go before others of the agent, because a
    /// server hangs up after a few; default keys go after them.
    /// </summary>
    public IReadOnlyList<LoginKey> Keys => hop.KeysAreNamed ? [.. _held, .. _files, .. _others] : [.. _held, .. _others, .. _files];

    /// <summary>Reads the files and lists the agent's keys. Nothing is asked of a person.</summary>
    public async ValueTask CollectAsync(CancellationToken cancellationToken)
    {
        var agent = hop.AgentSocket is { } socket ? new SshAgent(socket) : null;
        var held = agent is null ? [] : List(agent);
        foreach (var path in hop.Keys.Distinct(StringComparer.Ordinal))
        {
            await AddAsync(path, agent, held, cancellationToken).ConfigureAwait(false);
        }

        if (!hop.IdentitiesOnly)
        {
            _others.AddRange(held.Where(key => SignatureAlgorithms.Of(key.Key.Type).Count > 0).Select(key => new AgentLoginKey(agent!, key, $"{key.Comment} of the ssh-agent")));
        }
    }

    private List<AgentKey> List(SshAgent agent)
    {
        try
        {
            return [.. agent.List()];
        }
        catch (Exception exception) when (exception is IOException or TimeoutException)
        {
            _skipped.Add(Trial.Skipped($"ssh-agent at {hop.AgentSocket}", exception.Message.TrimEnd('.')));
            return [];
        }
    }

    private async ValueTask AddAsync(string path, SshAgent? agent, List<AgentKey> held, CancellationToken cancellationToken)
    {
        try
        {
            var file = await PrivateKeyReader.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (file is null)
            {
                Skip(path, "not there");
            }
            else if (file.Public is { } known && held.Find(key => key.Key.Equals(known)) is { } inAgent)
            {
                held.Remove(inAgent);
                _held.Add(new AgentLoginKey(agent!, inAgent, $"{path} of the ssh-agent"));
            }
            else
            {
                Add(file);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Skip(path, exception.Message);
        }
    }

    private void Add(PrivateKey file)
    {
        if (file.Content is null)
        {
            Skip(file.Path, "only its public key is there, and no agent holds the private one");
        }
        else if (KeyExposure.Find(file.Path) is { } mode && KeyExposure.IsOwn(file.Path, hop.Home))
        {
            Skip(file.Path, $"open to other users with mode {mode}; run: chmod 600 {file.Path}");
        }
        else if (file.Public is { } known && SignatureAlgorithms.Of(known.Type).Count == 0)
        {
            Skip(file.Path, $"a {known.Type} key, which servers do not take any more");
        }
        else if (!file.IsEncrypted)
        {
            _files.Add(FileLoginKey.Open(file, KeyOpening.Open(file)));
        }
        else if (hop.Passphrase is not { } passphrase)
        {
            _files.Add(FileLoginKey.Locked(file, "encrypted, and nothing gives its passphrase"));
        }
        else
        {
            _files.Add(KeyOpening.TryOpen(file, passphrase) is { } opened ? FileLoginKey.Open(file, opened) : FileLoginKey.Locked(file, "the configured passphrase does not open it"));
        }
    }

    private void Skip(string path, string reason)
    {
        if (hop.KeysAreNamed || reason != "not there")
        {
            _skipped.Add(Trial.Skipped(path, reason));
        }
    }
}
