using System.Diagnostics;

namespace Ferry;

/// <summary>Labelled points at which a test may end the process as a power cut would. Inert unless the environment variable
/// <c>FERRY_CRASH_AT</c> was set when the process started: to a label, or to <c>#N</c> for the N-th point reached. With <c>FERRY_CRASH_HOLD</c>, the path
/// of a file, it makes that file there instead and waits until somebody removes it, so that a test may end what the process works with.</summary>
public static class CrashPoint
{
    private static readonly string? At = Environment.GetEnvironmentVariable("FERRY_CRASH_AT");
    private static readonly string? Hold = Environment.GetEnvironmentVariable("FERRY_CRASH_HOLD");
    private static int _reached;
    private static int _held;

    /// <summary>Ends the process at once, without any cleanup, when this is the point asked for; or holds it.</summary>
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
            if (Hold is not null)
            {
                WaitOnce(Hold);
                return;
            }

            Process.GetCurrentProcess().Kill();
            new ManualResetEvent(false).WaitOne(); // The signal is asynchronous: nothing may happen after this point.
        }
    }

    // A label may be reached again, by another thread meanwhile, too.
    private static void WaitOnce(string file)
    {
        if (Interlocked.Exchange(ref _held, 1) == 1)
        {
            return;
        }

        File.WriteAllText(file, "");
        using var never = new ManualResetEvent(false);
        while (File.Exists(file))
        {
            never.WaitOne(20);
        }
    }
}
