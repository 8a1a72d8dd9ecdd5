using System.Runtime.InteropServices;

namespace Ferry.Cli.Hosting;

/// <summary>Turns the first Ctrl+C or SIGTERM into a cancellation with time to clean up; the second ends the process the hard way.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _exitCode;

    public CancellationToken Token => _source.Token;

    /// <summary>130 or 143 by the signal that came first; 130 when none did.</summary>
    public int ExitCode => _exitCode == 0 ? Hosting.ExitCode.Interrupted : _exitCode;

    public static Interruption OfThisProcess()
    {
        var interruption = new Interruption();
        interruption.Listen(PosixSignal.SIGINT, Hosting.ExitCode.Interrupted);
        interruption.Listen(PosixSignal.SIGTERM, Hosting.ExitCode.Terminated);
        return interruption;
    }

    /// <summary>Cancels the running command.</summary>
    /// <param name="exitCode">What it ends with.</param>
    /// <returns>False when it was cancelled before.</returns>
    public bool Request(int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
        {
            return false;
        }

        _source.Cancel();
        return true;
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _source.Dispose();
    }

    private void Listen(PosixSignal signal, int exitCode) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context => context.Cancel = Request(exitCode)));
}
