using Renci.SshNet;
using Renci.SshNet.Security;

namespace Ferry.Ssh.Keys;

/// <summary>A key that a login is tried with.</summary>
internal abstract class LoginKey(Trial trial) : IPrivateKeySource
{
    public Trial Trial { get; } = trial;

    /// <summary>In the order in which they are offered.</summary>
    public abstract IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms { get; }

    /// <summary>The algorithms of a key or certificate, all of which note in <see cref="Trial"/> how far they come.</summary>
    /// <param name="key">What is offered.</param>
    /// <param name="sign">Signs data with a plain algorithm and gives the signature as it is sent.</param>
    protected IEnumerable<HostAlgorithm> Algorithms(PublicKey key, Func<string, byte[], byte[]> sign) =>
        SignatureAlgorithms.Of(key.Type).Select(name => new RecordedAlgorithm(name, key, Trial, data => sign(SignatureAlgorithms.Plain(name), data)));
}
