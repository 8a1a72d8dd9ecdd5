namespace Ferry.Tunnels;

/// <summary>A host whose key is not recorded anywhere.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">TCP port.</param>
/// <param name="KeyType">Such as <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint"><c>SHA256:</c> and base64, as OpenSSH shows it.</param>
/// <param name="KnownHostsFile">Where the key is recorded when it is trusted.</param>
public sealed record UnknownHost(string Host, int Port, string KeyType, string Fingerprint, string KnownHostsFile);
