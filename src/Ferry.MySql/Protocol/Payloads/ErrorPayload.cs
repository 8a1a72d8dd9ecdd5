using System.Text;

namespace Ferry.MySql.Protocol.Payloads;

/// <summary>An ERR packet.</summary>
internal readonly record struct ErrorPayload(int Code, string SqlState, string Message)
{
    public const byte Signature = 0xFF;

    public static ErrorPayload Read(ReadOnlySpan<byte> payload)
    {
        var reader = new PayloadReader(payload[1..]);
        var code = reader.ReadUInt16();
        var rest = reader.ReadRest();

        // Before the greeting the server does not know yet that the client understands an SQLSTATE.
        return rest.Length >= 6 && rest[0] == (byte)'#'
            ? new(code, Encoding.ASCII.GetString(rest[1..6]), Encoding.UTF8.GetString(rest[6..]))
            : new(code, "HY000", Encoding.UTF8.GetString(rest));
    }
}
