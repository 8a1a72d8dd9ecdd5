using Ferry.Cli.Output.Documents;
using Ferry.Progress;

namespace Ferry.Cli.Output.Progress;

/// <summary>Progress as JSON lines: phases, tables and warnings as they come, figures once a second.</summary>
internal sealed class JsonProgress(JsonOutput output, IProgress<ProgressEvent> people, TimeProvider time) : IProgress<ProgressEvent>
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly JobTracker _tracker = new(time);
    private readonly Lock _gate = new();
    private long _lastLine = time.GetTimestamp();

    public void Report(ProgressEvent value)
    {
        people.Report(value);
        _tracker.Report(value);
        switch (value)
        {
            case PhaseStarted phase:
                output.Write(new PhaseDocument(phase.Phase, phase.Database, phase.Detail), DocumentContext.Default.PhaseDocument);
                break;
            case TableCompleted table:
                output.Write(
                    new TableDoneDocument(table.Database, table.Table, table.Rows, table.Bytes), DocumentContext.Default.TableDoneDocument);
                break;
            case WarningRaised warning:
                output.Write(new WarningDocument(FindingDocument.From(warning.Finding)), DocumentContext.Default.WarningDocument);
                break;
            case NoticeGiven notice:
                output.Write(new WarningDocument(FindingDocument.From(notice.Finding)), DocumentContext.Default.WarningDocument);
                break;
            case RowsMoved when IsDue():
                output.Write(ProgressDocument.From(_tracker.Snapshot()), DocumentContext.Default.ProgressDocument);
                break;
        }
    }

    private bool IsDue()
    {
        lock (_gate)
        {
            if (time.GetElapsedTime(_lastLine) < Interval)
            {
                return false;
            }

            _lastLine = time.GetTimestamp();
            return true;
        }
    }
}
