using System.Buffers.Binary;
using System.Text;

namespace Ferry.Ssh.Tests;

/// <summary>Public keys whose private key nobody has.</summary>
internal static class SampleKey
{
    /// <summary>A key of the form of ed25519's.</summary>
    public static PublicKey Ed25519(byte seed) => Make("ssh-ed25519", Enumerable.Repeat(seed, 32).ToArray());

    /// <summary>A key of any type, good enough for files.</summary>
    public static PublicKey Make(string type, params byte[] content)
    {
        var name = Encoding.ASCII.GetBytes(type);
        return new PublicKey([.. Length(name), .. name, .. Length(content), .. content]);
    }

    private static byte[] Length(byte[] bytes)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return length;
    }
}
