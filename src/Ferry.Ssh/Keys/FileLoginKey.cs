using Renci.SshNet;
using Renci.SshNet.Security;

namespace Ferry.Ssh.Keys;

/// <summary>A private key in a file. Its passphrase is asked for only when the server takes the key.</summary>
internal sealed class FileLoginKey : LoginKey, IDisposable
{
    private readonly PrivateKey _file;
    private PrivateKeyFile? _opened;

    private FileLoginKey(PrivateKey file, PrivateKeyFile? opened, string? lockReason)
        : base(new Trial(file.Path)) => (_file, _opened, LockReason) = (file, opened, lockReason);

    /// <summary>Why it cannot sign; null when it can.</summary>
    public string? LockReason { get; private set; }

    /// <summary>Whether it can be offered. Of some encrypted keys nobody knows the public part before they are opened.</summary>
    public bool IsPresentable => Public is not null;

    public override IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms =>
        [.. _file.Certificate is { } certificate ? Algorithms(certificate, Sign) : [], .. Public is { } known ? Algorithms(known, Sign) : []];

    private PublicKey? Public => _file.Public ?? (_opened is null ? null : new PublicKey(_opened.HostKeyAlgorithms.First().Data));

    /// <param name="file">The file.</param>
    /// <param name="opened">The key in it; the new object owns it.</param>
    public static FileLoginKey Open(PrivateKey file, PrivateKeyFile opened) => new(file, opened, lockReason: null);

    public static FileLoginKey Locked(PrivateKey file, string reason) => new(file, opened: null, reason);

    /// <summary>Opens the key.</summary>
    /// <returns>Whether the passphrase was right.</returns>
    public bool Unlock(Secret passphrase)
    {
        _opened = KeyOpening.TryOpen(_file, passphrase);
        LockReason = _opened is null ? LockReason : null;
        return _opened is not null;
    }

    public void Dispose() => _opened?.Dispose();

    private byte[] Sign(string algorithm, byte[] data) => _opened is null
        ? throw new UnusableKeyException(this, LockReason!)
        : _opened.HostKeyAlgorithms.First(known => known.Name == algorithm).Sign(data);
}
