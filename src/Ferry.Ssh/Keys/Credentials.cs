using Ferry.Tunnels;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace Ferry.Ssh.Keys;

/// <summary>Everything that a hop may be logged in to with, in order. What was opened once stays open for further connections.</summary>
internal sealed class Credentials : IDisposable
{
    private const int Attempts = 3;
    private readonly Hop _hop;
    private readonly ITunnelQuestions? _questions;
    private readonly IReadOnlyList<Trial> _skipped;
    private readonly IReadOnlyList<LoginKey> _keys;
    private bool _isAnonymous;

    private Credentials(Hop hop, ITunnelQuestions? questions, KeyRing ring) =>
        (_hop, _questions, _skipped, _keys) = (hop, questions, ring.Skipped, ring.Keys);

    /// <summary>Keys that were skipped, and why.</summary>
    public IReadOnlyList<Finding> Notes =>
        [.. Trials.Where(trial => trial.Outcome == TrialOutcome.Skipped).Select(trial => new Finding(
            FindingSeverity.Warning, "ssh.key-skipped", $"The key {trial.Name} was skipped for {_hop}: {trial.Reason}."))];

    private IEnumerable<Trial> Trials => [.. _keys.Select(key => key.Trial), .. _skipped];

    private IEnumerable<LoginKey> Usable => _keys.Where(key => key.Trial.Outcome != TrialOutcome.Skipped);

    /// <summary>Reads keys and asks the agent which it has. A person is asked only for the passphrase of a key that cannot even be offered without.</summary>
    /// <param name="hop">Whom to log in to.</param>
    /// <param name="questions">Who knows passphrases; null where nobody can answer.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public static async ValueTask<Credentials> LoadAsync(Hop hop, ITunnelQuestions? questions, CancellationToken cancellationToken)
    {
        var ring = new KeyRing(hop);
        await ring.CollectAsync(cancellationToken).ConfigureAwait(false);
        var credentials = new Credentials(hop, questions, ring);
        foreach (var key in ring.Keys.OfType<FileLoginKey>().Where(key => key.LockReason is not null && (questions is null || !key.IsPresentable)))
        {
            await credentials.UnlockAsync(key, cancellationToken).ConfigureAwait(false);
        }

        return credentials;
    }

    /// <summary>Nothing at all, to find out who a server is without logging in.</summary>
    public static Credentials None(Hop hop) => new(hop, questions: null, new KeyRing(hop)) { _isAnonymous = true };

    /// <summary>For the library, which tries them in this order. Made anew at each call: they belong to one attempt.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Key"/> when there is nothing to try.</exception>
    public IReadOnlyList<AuthenticationMethod> CreateMethods()
    {
        if (_isAnonymous)
        {
            return [new NoneAuthenticationMethod(_hop.Username)];
        }

        var methods = new List<AuthenticationMethod>();
        if (Usable.Any())
        {
            methods.Add(new PrivateKeyAuthenticationMethod(_hop.Username, [.. Usable]));
        }

        if (_hop.Password is { } password)
        {
            methods.AddRange(PasswordMethods.Create(_hop.Username, password));
        }

        return methods.Count > 0 ? methods : throw LoginRefusals.Nothing(_hop, Tried());
    }

    /// <summary>Runs an attempt to log in, and again whenever the server takes a key that a person has to open first.</summary>
    /// <param name="attempt">Connects and logs in with <see cref="CreateMethods"/>; lets <see cref="UnusableKeyException"/> through.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    public async ValueTask LogInAsync(Func<Task> attempt, CancellationToken cancellationToken)
    {
        for (var done = false; !done;)
        {
            try
            {
                await attempt().ConfigureAwait(false);
                done = true;
            }
            catch (UnusableKeyException exception)
            {
                await MendAsync(exception, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The failure when the server took nothing: names everything that was tried. Null when it failed for another reason.</summary>
    public FerryException? Explain(Exception exception) => exception switch
    {
        SshAuthenticationException => LoginRefusals.Refused(_hop, Tried(), exception),
        SshConnectionException when exception.Message.Contains("Too many authentication failures", StringComparison.OrdinalIgnoreCase) =>
            LoginRefusals.TooMany(_hop, Tried(), exception),
        _ => null,
    };

    public void Dispose()
    {
        foreach (var key in _keys.OfType<FileLoginKey>())
        {
            key.Dispose();
        }
    }

    private async ValueTask MendAsync(UnusableKeyException exception, CancellationToken cancellationToken)
    {
        if (exception.Key is FileLoginKey { LockReason: not null } locked)
        {
            await UnlockAsync(locked, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            exception.Key.Trial.Skip(exception.Message);
        }
    }

    private async ValueTask UnlockAsync(FileLoginKey key, CancellationToken cancellationToken)
    {
        for (var attempt = 1; _questions is not null && attempt <= Attempts; attempt++)
        {
            var prompt = attempt == 1 ? $"Passphrase of {key.Trial.Name}" : $"That is not the passphrase of {key.Trial.Name}. Passphrase";
            if (await _questions.AskSecretAsync(prompt, cancellationToken).ConfigureAwait(false) is not { } passphrase)
            {
                break;
            }

            if (key.Unlock(passphrase))
            {
                return;
            }
        }

        key.Trial.Skip(key.LockReason!);
    }

    private string Tried() => string.Join(", ", Trials.Select(trial => trial.ToString()).Concat(_hop.Password is null ? [] : ["the password"]));
}
