using System.Text;
using Ferry.Databases;
using Ferry.MySql.Protocol.Authentication;
using Ferry.MySql.Protocol.Payloads;
using Ferry.MySql.Tls;

namespace Ferry.MySql.Protocol;

/// <summary>The connection phase: greeting, TLS, authentication, until the server says OK.</summary>
internal sealed class Login(PacketStream packets, ChannelKind channel, DatabaseTarget target)
{
    private const byte OkSignature = 0x00;
    private const byte MoreDataSignature = 0x01;

    private const Capabilities Needed =
        Capabilities.Protocol41 | Capabilities.SecureConnection | Capabilities.PluginAuthentication | Capabilities.LengthEncodedAuthentication;

    private const Capabilities Wished =
        Capabilities.LongPassword | Capabilities.LongFlag | Capabilities.Transactions | Capabilities.DeprecateEof | Capabilities.ConnectionAttributes;

    private readonly byte[] _password = Encoding.UTF8.GetBytes(target.Password?.Reveal() ?? string.Empty);
    private readonly TlsUpgrade _tls = new(target, channel);
    private bool _encrypted;

    /// <returns>The greeting, its capabilities cut down to what was agreed.</returns>
    public async ValueTask<InitialHandshake> RunAsync(CancellationToken cancellationToken)
    {
        var greeting = InitialHandshake.Read((await ReadAsync(cancellationToken).ConfigureAwait(false)).Span);
        if ((greeting.Capabilities & Needed) != Needed)
        {
            throw ProtocolErrors.Malformed($"server version {greeting.ServerVersion} lacks a capability that every supported server has");
        }

        var capabilities = Needed | (greeting.Capabilities & Wished) | (target.Database is null ? 0 : Capabilities.ConnectWithDatabase);
        capabilities |= await EncryptAsync(greeting, capabilities, cancellationToken).ConfigureAwait(false);

        // A server whose default is neither of these sends a switch request anyway.
        var plugin = greeting.AuthenticationPlugin == CachingSha2Password.PluginName
            ? PluginFor(CachingSha2Password.PluginName)
            : PluginFor(NativePassword.PluginName);
        var response = HandshakeResponse.Write(
            capabilities, target.Username ?? string.Empty, target.Database, plugin.Name, plugin.Respond(greeting.Challenge));
        await packets.WritePayloadAsync(response.Payload, cancellationToken).ConfigureAwait(false);
        response.Clear();
        await AuthenticateAsync(plugin, cancellationToken).ConfigureAwait(false);
        return greeting with { Capabilities = capabilities };
    }

    private async ValueTask<Capabilities> EncryptAsync(InitialHandshake greeting, Capabilities capabilities, CancellationToken cancellationToken)
    {
        if (!greeting.Capabilities.HasFlag(Capabilities.Tls))
        {
            return _tls.Policy.Required ? throw ProtocolErrors.TlsMissing() : Capabilities.None;
        }

        if (!_tls.Policy.Wanted)
        {
            return Capabilities.None;
        }

        await packets.WritePayloadAsync(HandshakeResponse.WriteTlsRequest(capabilities), cancellationToken).ConfigureAwait(false);
        await packets.EncryptAsync(_tls, cancellationToken).ConfigureAwait(false);
        _encrypted = true;
        return Capabilities.Tls;
    }

    private async ValueTask AuthenticateAsync(IAuthenticationPlugin plugin, CancellationToken cancellationToken)
    {
        while (true)
        {
            var payload = await ReadAsync(cancellationToken).ConfigureAwait(false);
            byte[]? answer;
            switch (payload.Span[0])
            {
                case OkSignature:
                    return;
                case AuthenticationSwitch.Signature:
                    var request = AuthenticationSwitch.Read(payload.Span);
                    plugin = PluginFor(request.Plugin);
                    answer = plugin.Respond(request.Challenge);
                    break;
                case MoreDataSignature:
                    answer = plugin.Continue(payload.Span[1..]);
                    break;
                case ParsecPassword.SaltSignature when plugin is ParsecPassword:
                    answer = plugin.Continue(payload.Span);
                    break;
                default:
                    throw ProtocolErrors.Malformed("an unknown packet came during authentication");
            }

            if (answer is not null)
            {
                await packets.WritePayloadAsync(answer, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        var payload = await packets.ReadPayloadAsync(cancellationToken).ConfigureAwait(false);
        return payload.Span[0] == ErrorPayload.Signature ? throw new ServerErrorException(ErrorPayload.Read(payload.Span)) : payload;
    }

    private IAuthenticationPlugin PluginFor(string name) => name switch
    {
        NativePassword.PluginName => new NativePassword(_password),
        CachingSha2Password.PluginName => new CachingSha2Password(_password, Exposure()),
        Ed25519Password.PluginName => new Ed25519Password(_password),
        ParsecPassword.PluginName => new ParsecPassword(_password),
        _ => throw new UnsupportedAuthenticationException(name),
    };

    private PasswordExposure Exposure() => (channel, _encrypted) switch
    {
        (ChannelKind.LocalSocket, _) => PasswordExposure.Clear,
        (ChannelKind.Private, true) => PasswordExposure.Clear,
        (ChannelKind.Private, false) => PasswordExposure.Encrypted,
        _ => _encrypted && _tls.Policy.Trust != CertificateTrust.Any ? PasswordExposure.Clear : PasswordExposure.Withheld,
    };
}
