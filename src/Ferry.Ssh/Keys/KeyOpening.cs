using Renci.SshNet;
using Renci.SshNet.Common;

namespace Ferry.Ssh.Keys;

/// <summary>Opens private keys.</summary>
internal static class KeyOpening
{
    /// <summary>Opens a key that takes no passphrase.</summary>
    /// <exception cref="InvalidDataException">The key is damaged or of a kind that is not supported.</exception>
    public static PrivateKeyFile Open(PrivateKey file)
    {
        try
        {
            return Load(file, passphrase: null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new InvalidDataException(exception.Message.TrimEnd('.'), exception);
        }
    }

    /// <summary>Opens a key that takes a passphrase; null when it is the wrong one.</summary>
    public static PrivateKeyFile? TryOpen(PrivateKey file, Secret passphrase)
    {
        try
        {
            return Load(file, passphrase.Reveal());
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Decrypted with a wrong passphrase, a key is noise: what is noticed first, a checksum, padding or structure, differs by format and luck.
            return null;
        }
    }

    private static PrivateKeyFile Load(PrivateKey file, string? passphrase)
    {
        var key = new PrivateKeyFile(new MemoryStream(file.Content!), passphrase);
        if (file.Public is { } expected && !new PublicKey(key.HostKeyAlgorithms.First().Data).Equals(expected))
        {
            key.Dispose();
            throw new SshException("The private key does not belong to the public key beside it.");
        }

        return key;
    }
}
