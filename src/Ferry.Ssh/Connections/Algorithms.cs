using Renci.SshNet;

namespace Ferry.Ssh.Connections;

/// <summary>What is offered to a server, best first: what OpenSSH's own client offers, in an order that suits large transfers.</summary>
internal static class Algorithms
{
    // AES-GCM first: it is one pass in hardware, where AES-CTR needs a MAC besides; ChaCha20 comes without hardware support here.
    private static readonly string[] _ciphers =
        ["aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr", "chacha20-poly1305@openssh.com"];

    private static readonly string[] _weakExchanges = ["diffie-hellman-group-exchange-sha1", "diffie-hellman-group14-sha1", "diffie-hellman-group1-sha1"];

    /// <summary>Sets what is offered.</summary>
    /// <param name="connection">Not connected yet.</param>
    public static void Choose(ConnectionInfo connection)
    {
        Keep(connection.Encryptions, _ciphers);
        Keep(connection.KeyExchangeAlgorithms, [.. connection.KeyExchangeAlgorithms.Keys.Except(_weakExchanges)]);
    }

    private static void Keep<T>(IOrderedDictionary<string, T> offered, string[] wanted)
    {
        foreach (var name in offered.Keys.Except(wanted).ToList())
        {
            offered.Remove(name);
        }

        for (var index = wanted.Length - 1; index >= 0; index--)
        {
            if (offered.ContainsKey(wanted[index]))
            {
                offered.SetPosition(wanted[index], 0);
            }
        }
    }
}
