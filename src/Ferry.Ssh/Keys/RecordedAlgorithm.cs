using Renci.SshNet.Security;

namespace Ferry.Ssh.Keys;

/// <summary>One algorithm of a key that logs in. It notes how far the server let it come.</summary>
internal sealed class RecordedAlgorithm(string name, PublicKey key, Trial trial, Func<byte[], byte[]> sign) : HostAlgorithm(name)
{
    /// <summary>Asked for when the key is offered.</summary>
    public override byte[] Data
    {
        get
        {
            trial.Offer();
            return key.Blob.ToArray();
        }
    }

    public override byte[] Sign(byte[] data)
    {
        var signature = sign(data);
        trial.Sign();
        return signature;
    }

    public override bool VerifySignature(byte[] data, byte[] signature) => throw new NotSupportedException("A key that logs in signs; it verifies nothing.");
}
