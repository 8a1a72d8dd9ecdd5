using Ferry.MySql.Protocol.Payloads;

namespace Ferry.MySql.Protocol;

/// <summary>The server answered with an ERR packet.</summary>
internal sealed class ServerErrorException(ErrorPayload error) : Exception($"{error.Message} ({error.Code}, {error.SqlState})")
{
    public int Number { get; } = error.Code;
}
