namespace Ferry.Tunnels;

/// <summary>An SSH server that showed its key, and who vouches for it.</summary>
/// <param name="Host">Name or address, as known_hosts writes it.</param>
/// <param name="Port">TCP port.</param>
/// <param name="KeyType">Such as <c>ssh-ed25519</c>.</param>
/// <param name="Fingerprint"><c>SHA256:</c> and base64, as OpenSSH shows it.</param>
/// <param name="Place">File and line of known_hosts that vouch for the key; null for one that is pinned in the configuration.</param>
/// <param name="IsNew">Whether it was recorded just now, because a person trusted it.</param>
public sealed record IdentifiedHost(string Host, int Port, string KeyType, string Fingerprint, string? Place, bool IsNew);
