namespace Ferry.MySql.Protocol;

/// <summary>The conversation with the server cannot go on. <see cref="RawConnection"/> turns it into a <see cref="FerryException"/> that names what was being done.</summary>
internal sealed class ProtocolException(string code, string message, string? remedy = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public string Code { get; } = code;

    public string? Remedy { get; } = remedy;
}
