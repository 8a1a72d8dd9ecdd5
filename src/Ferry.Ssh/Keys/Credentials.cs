using Ferry.Tunnels;
using Renci.SshNet;

namespace Ferry.Ssh.Keys;

/// <summary>Everything that one login is tried with, in order.</summary>
internal sealed class Credentials : IDisposable
{
    private readonly List<PrivateKeyFile> _keys;

    private Credentials(Hop hop, List<PrivateKeyFile> keys, IReadOnlyList<Finding> notes)
    {
        _keys = keys;
        Notes = notes;
        Methods = [new PrivateKeyAuthenticationMethod(hop.Username, [.. keys])];
    }

    /// <summary>For SSH.NET, which tries them in this order. They belong to one connection at a time.</summary>
    public IReadOnlyList<AuthenticationMethod> Methods { get; }

    /// <summary>Keys that were skipped, and why.</summary>
    public IReadOnlyList<Finding> Notes { get; }

    /// <summary>Loads keys, asks the agent, asks for passphrases.</summary>
    /// <param name="hop">Whom to log in to.</param>
    /// <param name="questions">Who knows passphrases; null where nobody can answer.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="FerryException">There is nothing to log in with, or a key cannot be decrypted.</exception>
    public static ValueTask<Credentials> LoadAsync(Hop hop, ITunnelQuestions? questions, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Credentials(hop, [.. hop.Keys.Where(File.Exists).Select(key => new PrivateKeyFile(key))], []));

    /// <summary>The failure when the server refused them all: names everything that was tried.</summary>
    public FerryException Refused(Hop hop, Exception exception) => new(
        FailureKind.Unreachable, "ssh.login-refused", $"The SSH server {hop} refused the login.", $"Tried {_keys.Count} keys: {exception.Message}",
        "Add one of the public keys to the account's authorized_keys, or name another key in Keys.", exception);

    public void Dispose() => _keys.ForEach(key => key.Dispose());
}
