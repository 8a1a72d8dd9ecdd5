using System.Buffers.Binary;
using System.IO.Pipes;
using System.Net.Sockets;
using Ferry.Ssh.Keys;

namespace Ferry.Ssh.Agent;

/// <summary>
/// A running ssh-agent, or a program that speaks its protocol (draft-ietf-sshm-ssh-agent). Synchronous, because the library asks
/// for a signature in a synchronous call; every answer comes from this machine.
/// </summary>
internal sealed class SshAgent(string path)
{
    private const byte Failure = 5;
    private const byte RequestIdentities = 11;
    private const byte Identities = 12;
    private const byte SignRequest = 13;
    private const byte SignResponse = 14;
    private const int LongestAnswer = 256 * 1024;
    private const string PipePrefix = @"\\.\pipe\";
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    // The agent may ask its owner to confirm, or to touch a device.
    private static readonly TimeSpan _patienceWithPeople = TimeSpan.FromMinutes(1);

    /// <summary>The keys that it holds, in its order.</summary>
    /// <exception cref="IOException">There is no agent, or it does not answer as one.</exception>
    public IReadOnlyList<AgentKey> List()
    {
        try
        {
            return ReadKeys(Ask([RequestIdentities], Identities, _patience));
        }
        catch (InvalidDataException exception)
        {
            throw new IOException("It does not answer as an agent does.", exception);
        }
    }

    /// <summary>Has data signed.</summary>
    /// <returns>The signature as it is sent: algorithm and signature, both with their length.</returns>
    /// <exception cref="IOException">The agent refuses, is gone, or signs by another algorithm than it was asked for.</exception>
    public byte[] Sign(PublicKey key, string algorithm, ReadOnlySpan<byte> data)
    {
        var flags = algorithm switch { SignatureAlgorithms.Sha256 => 2u, SignatureAlgorithms.Sha512 => 4u, _ => 0u };
        var request = new byte[1 + sizeof(uint) + key.Blob.Length + sizeof(uint) + data.Length + sizeof(uint)];
        request[0] = SignRequest;
        var rest = Write(Write(request.AsSpan(1), key.Blob), data);
        BinaryPrimitives.WriteUInt32BigEndian(rest, flags);
        try
        {
            var signature = new WireReader(Ask(request, SignResponse, _patienceWithPeople)).Bytes();
            return new WireReader(signature).Text() == algorithm
                ? signature.ToArray()
                : throw new IOException($"The agent does not sign with {algorithm}.");
        }
        catch (InvalidDataException exception)
        {
            throw new IOException("The agent's signature cannot be read.", exception);
        }
    }

    private static List<AgentKey> ReadKeys(ReadOnlySpan<byte> answer)
    {
        var reader = new WireReader(answer);
        var keys = new List<AgentKey>();
        for (var count = reader.UInt32(); count > 0; count--)
        {
            keys.Add(new AgentKey(new PublicKey(reader.Bytes()), reader.Text()));
        }

        return keys;
    }

    private byte[] Ask(ReadOnlySpan<byte> request, byte expected, TimeSpan patience)
    {
        using var stream = Connect(patience);
        var message = new byte[sizeof(uint) + request.Length];
        Write(message, request);
        stream.Write(message);
        var header = new byte[sizeof(uint) + 1];
        stream.ReadExactly(header);
        var length = BinaryPrimitives.ReadUInt32BigEndian(header);
        if (header[^1] != expected || length is 0 or > LongestAnswer)
        {
            throw new IOException(header[^1] == Failure ? "The agent refused." : "It does not answer as an agent does.");
        }

        var answer = new byte[length - 1];
        stream.ReadExactly(answer);
        return answer;
    }

    private Stream Connect(TimeSpan patience)
    {
        if (path.StartsWith(PipePrefix, StringComparison.Ordinal))
        {
            var pipe = new NamedPipeClientStream(".", path[PipePrefix.Length..], PipeDirection.InOut);
            pipe.Connect(patience);
            return pipe;
        }

        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = (int)patience.TotalMilliseconds,
            ReceiveTimeout = (int)patience.TotalMilliseconds,
        };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(path));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception exception)
        {
            socket.Dispose();
            throw exception is SocketException or ArgumentException ? new IOException(exception.Message, exception) : exception;
        }
    }

    private static Span<byte> Write(Span<byte> target, ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, (uint)bytes.Length);
        bytes.CopyTo(target[sizeof(uint)..]);
        return target[(sizeof(uint) + bytes.Length)..];
    }
}
