using System.Globalization;
using Ferry.Progress;

namespace Ferry.Bench.Engine;

/// <summary>Writes how long each phase took, and when each table was done.</summary>
internal sealed class PhaseTimes(TimeProvider time, TextWriter output) : IProgress<ProgressEvent>
{
    private readonly long _start = time.GetTimestamp();

    public void Report(ProgressEvent value)
    {
        switch (value)
        {
            case PhaseStarted phase:
                Write($"phase {phase.Phase}");
                break;
            case TableCompleted table:
                Write($"  {table.Table} done");
                break;
            case WarningRaised warning:
                Write($"  {warning}");
                break;
            default:
                break;
        }
    }

    public void End() => Write("end");

    private void Write(string text) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetElapsedTime(_start).TotalSeconds,8:0.00} s  {text}"));
}
