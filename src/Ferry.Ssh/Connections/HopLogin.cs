using Ferry.Ssh.Keys;
using Ferry.Ssh.KnownHosts;
using Ferry.Tunnels;
using Renci.SshNet.Common;

namespace Ferry.Ssh.Connections;

/// <summary>What the logins to one server go by, and what the last attempt learned about it.</summary>
internal sealed class HopLogin(HostKeyJudge judge, Credentials credentials) : IDisposable
{
    private HostKeyVerdict? _verdict;

    public HostKeyJudge Judge { get; } = judge;

    public Credentials Credentials { get; } = credentials;

    /// <summary>Set when the attempt failed only because nobody knows the host: a person may be asked.</summary>
    public UnknownHost? Unknown => _verdict?.Unknown;

    /// <summary>The key that the host showed; set once it has.</summary>
    public PresentedKey? Shown { get; private set; }

    /// <summary>Whether the host proved in the last attempt that it is who it should be.</summary>
    public bool IsVerified => _verdict is { Refusal: null };

    /// <summary>What deserves a word.</summary>
    public IEnumerable<Finding> Notes => [.. Judge.Notes, .. Credentials.Notes];

    public void Dispose() => Credentials.Dispose();

    /// <summary>Forgets what an earlier attempt learned.</summary>
    public void Begin() => (_verdict, Shown) = (null, null);

    /// <summary>Called by the library at every exchange of keys, also later ones.</summary>
    public bool Accepts(HostKeyEventArgs shown)
    {
        Shown = PresentedKey.From(shown);
        _verdict = Judge.Judge(Shown);
        return _verdict.Refusal is null;
    }

    /// <summary>Whether the library gave up on the exchange of keys before there was a host key to judge.</summary>
    public bool FailedBeforeJudging(Exception exception) => _verdict is null && HostKeyJudge.IsOfExchange(exception);

    /// <summary>Finds the reason behind what the library threw.</summary>
    /// <param name="hop">Whom it was about.</param>
    /// <param name="exception">What was thrown.</param>
    /// <param name="limit">Set when the time was up.</param>
    public FerryException Explain(Hop hop, Exception exception, TimeSpan? limit) => exception switch
    {
        FerryException known => known,
        _ when _verdict?.Refusal is { } refusal => refusal,
        SshConnectionException when _verdict is null && Judge.ExplainExchange(exception) is { } refusal => refusal,
        _ when Credentials.Explain(exception) is { } refused => refused,
        _ when limit is { } given => SshFailures.OfTimeout(hop, given),
        SshOperationTimeoutException => SshFailures.OfTimeout(hop, TimeSpan.Zero),
        _ => SshFailures.OfConnecting(hop, exception),
    };
}
