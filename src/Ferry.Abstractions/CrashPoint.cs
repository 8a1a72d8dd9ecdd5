using System.Diagnostics;

namespace Ferry;

/// <summary>Labelled points at which a test may end the process as a power cut would. Inert unless the environment variable
/// <c>FERRY_CRASH_AT</c> was set when the process started: to a label, or to <c>#N</c> for the N-th point reached.</summary>
public static class CrashPoint
{
    private static readonly string? At = Environment.GetEnvironmentVariable("FERRY_CRASH_AT");
    private static int _reached;

    /// <summary>Ends the process at once, without any cleanup, when this is the point asked for.</summary>
    /// <param name="label">The point's name, such as <c>backup.before-commit</c>.</param>
    public static void Reached(string label)
    {
        if (At is null)
        {
            return;
        }

        var number = Interlocked.Increment(ref _reached);
        if (string.Equals(At, label, StringComparison.Ordinal) || string.Equals(At, $"#{number}", StringComparison.Ordinal))
        {
            Process.GetCurrentProcess().Kill();
            new ManualResetEvent(false).WaitOne(); // The signal is asynchronous: nothing may happen after this point.
        }
    }
}
