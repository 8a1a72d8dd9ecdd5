namespace Ferry.Ssh.Tunnels;

/// <summary>The library keeps a thread of the pool for every connection through a tunnel. The pool gets as many more while one is open, or everybody waits for it to notice.</summary>
internal sealed class PoolRoom : IDisposable
{
    private const int Connections = 16;

    public PoolRoom() => Add(Connections);

    public void Dispose() => Add(-Connections);

    private static void Add(int threads)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        ThreadPool.SetMinThreads(workers + threads, completions);
    }
}
