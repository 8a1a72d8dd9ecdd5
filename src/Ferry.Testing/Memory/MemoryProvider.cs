using System.Collections.Concurrent;
using Ferry.Databases;
using Ferry.Loading;

namespace Ferry.Testing.Memory;

/// <summary>An engine that lives in memory, for testing what drives engines. Every call can be made to fail.</summary>
public sealed class MemoryProvider : IDatabaseProvider
{
    /// <summary>The engine's name.</summary>
    public const string EngineName = "memory";

    /// <inheritdoc />
    public string Engine => EngineName;

    /// <inheritdoc />
    public IReadOnlyList<string> Schemes { get; } = ["memory"];

    /// <inheritdoc />
    public DatabaseCapabilities Capabilities { get; } = new(BackupForm.Logical, ParallelReaders: true, HasServer: true);

    /// <inheritdoc />
    public IRestoreScripter Scripter { get; } = new MemoryScripter();

    /// <summary>The databases by name.</summary>
    public ConcurrentDictionary<string, MemoryDatabase> Databases { get; } = new(StringComparer.Ordinal);

    /// <summary>Called with the name of every call before it acts (<c>open</c>, <c>snapshot</c>, <c>read users</c>, <c>load users</c>, <c>execute</c>,
    /// <c>swap</c>, …), with the token of the call; may throw or wait.</summary>
    public Func<string, CancellationToken, ValueTask> Before { get; set; } = (_, _) => ValueTask.CompletedTask;

    /// <summary>Alters the rows that a reader returns, for readers that lie.</summary>
    public Func<string, byte[], byte[]> Alter { get; set; } = (_, rows) => rows;

    /// <summary>A target that names one of the databases.</summary>
    /// <param name="database">Its name.</param>
    /// <returns>The target.</returns>
    public static DatabaseTarget Target(string database) => new() { Engine = EngineName, Host = "memory", Database = database };

    /// <inheritdoc />
    public async ValueTask<IDatabaseSession> OpenAsync(DatabaseTarget target, SessionAccess access, CancellationToken cancellationToken)
    {
        await Before("open", cancellationToken).ConfigureAwait(false);
        return access == SessionAccess.Write || Databases.ContainsKey(target.Database!)
            ? new MemorySession(this, target.Database!)
            : throw new FerryException(FailureKind.NotFound, "memory.no-database", $"There is no database {target.Database}.");
    }
}
