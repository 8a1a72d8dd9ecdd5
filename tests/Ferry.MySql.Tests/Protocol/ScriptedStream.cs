namespace Ferry.MySql.Tests.Protocol;

/// <summary>A server that says what it was given, in pieces, whatever it hears, and then hangs up or falls silent.</summary>
internal sealed class ScriptedStream(byte[] script, IEnumerable<int> pieces, bool silentAtEnd = false) : Stream
{
    private readonly IEnumerator<int> _pieces = pieces.GetEnumerator();
    private readonly MemoryStream _received = new();
    private int _position;
    private int _pieceEnd;

    public static ScriptedStream Whole(byte[] script) => new(script, []);

    public static ScriptedStream SplitAt(byte[] script, int offset) => new(script, [offset]);

    public static ScriptedStream ByteByByte(byte[] script) => new(script, Enumerable.Repeat(1, script.Length));

    public byte[] Received => _received.ToArray();

    public bool Disposed { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position == script.Length && silentAtEnd)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        while (_position == _pieceEnd && _position < script.Length)
        {
            _pieceEnd = _pieces.MoveNext() ? Math.Min(script.Length, _pieceEnd + _pieces.Current) : script.Length;
        }

        var count = Math.Min(buffer.Length, _pieceEnd - _position);
        script.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _received.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}
