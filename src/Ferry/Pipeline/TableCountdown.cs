namespace Ferry.Pipeline;

/// <summary>Calls back once, when a table is planned to its end and all its ranges are done.</summary>
internal sealed class TableCountdown(Action completed)
{
    private int _open = 1;

    public void Add() => Interlocked.Increment(ref _open);

    public void Done()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            completed();
        }
    }
}
