namespace Ferry.Ssh.Keys;

/// <summary>A private key file as far as it can be read without its passphrase.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Content">The file; null where there is only the public key beside it, for keys that an agent holds.</param>
/// <param name="Public">The public key, where the file or the <c>.pub</c> beside it tells.</param>
/// <param name="IsEncrypted">Whether it takes a passphrase.</param>
/// <param name="Certificate">The user certificate beside it (<c>-cert.pub</c>).</param>
internal sealed record PrivateKey(string Path, byte[]? Content, PublicKey? Public, bool IsEncrypted, PublicKey? Certificate);
