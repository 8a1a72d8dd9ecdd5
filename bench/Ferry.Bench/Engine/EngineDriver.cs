using System.Globalization;
using Ferry.Backup;
using Ferry.Databases;
using Ferry.Inventory;
using Ferry.MySql;
using Ferry.Restore;
using Ferry.Storage;

namespace Ferry.Bench.Engine;

/// <summary>Runs the engine without the command line around it, and says how long each phase took: for profiling.</summary>
/// <param name="port">Port of a server on 127.0.0.1 with a root account without a password.</param>
/// <param name="database">The database to read, or to restore into.</param>
/// <param name="workers">Readers or loaders at once.</param>
internal sealed class EngineDriver(string port, string database, int workers)
{
    private readonly ProviderRegistry _providers = new(new MySqlProvider());
    private readonly TimeProvider _time = TimeProvider.System;

    private Dictionary<string, DatabaseTarget> Targets => new()
    {
        ["main"] = new()
        {
            Engine = "mysql", Host = "127.0.0.1", Port = int.Parse(port, CultureInfo.InvariantCulture), Database = database, Username = "root",
            Tls = new(TlsMode.None),
        },
    };

    public async Task BackUpAsync(string folder)
    {
        var request = new BackupRequest
        {
            Application = "bench", Environment = "bench", Databases = Targets, Destination = new FileStorage(Path.GetFullPath(folder)), Workers = workers,
        };
        var phases = new PhaseTimes(_time, Console.Error);
        var result = await new BackupEngine(_providers, _time).RunAsync(request, phases, CancellationToken.None);
        phases.End();
        Console.WriteLine(result.Location);
    }

    public async Task RestoreAsync(string path)
    {
        var request = new RestoreRequest { Archive = BackupInventory.FromPath(path), Targets = Targets, Environment = "bench", Workers = workers };
        var phases = new PhaseTimes(_time, Console.Error);
        var engine = new RestoreEngine(_providers, _time);
        var plan = await engine.PlanAsync(request, CancellationToken.None);
        await engine.ApplyAsync(plan, phases, CancellationToken.None);
        phases.End();
    }
}
