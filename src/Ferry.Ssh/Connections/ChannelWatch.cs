using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ferry.Ssh.Connections;

/// <summary>
/// Learns whether a server opened the channels that were asked for. The library tells nobody but its log: by the protocol's own message numbers
/// (RFC 4254 §5.1). It is asked to write them only while a channel is being opened.
/// </summary>
internal sealed class ChannelWatch : ILoggerFactory, ILogger
{
    private const int OpenConfirmed = 91;
    private const int OpenFailed = 92;
    private int _pending;
    private int _refused;

    /// <summary>How many channels the server did not open.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>A channel is about to be asked for.</summary>
    public void Expect() => Interlocked.Increment(ref _pending);

    /// <summary>A channel was meant to be refused.</summary>
    public void Forgive() => Interlocked.Decrement(ref _refused);

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Trace && Volatile.Read(ref _pending) > 0;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (state is not IReadOnlyList<KeyValuePair<string, object?>> fields)
        {
            return;
        }

        switch (Convert.ToInt32(fields.FirstOrDefault(field => field.Key == "MessageNumber").Value ?? 0, CultureInfo.InvariantCulture))
        {
            case OpenConfirmed:
                Interlocked.Decrement(ref _pending);
                break;
            case OpenFailed:
                Interlocked.Increment(ref _refused);
                Interlocked.Decrement(ref _pending);
                break;
            default:
                break;
        }
    }

    public ILogger CreateLogger(string categoryName) => categoryName == "Renci.SshNet.Session" ? this : NullLogger.Instance;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("This log goes nowhere else.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
        // Nothing is held: it is the library that asks for a disposable.
    }
}
