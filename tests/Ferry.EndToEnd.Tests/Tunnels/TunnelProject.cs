using System.Diagnostics;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Tunnels;

/// <summary>A folder with a configuration whose environment <c>far</c> has the same database as <c>near</c>, behind an SSH server.</summary>
internal sealed class TunnelProject : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-tunnel-");

    private TunnelProject(SshServer ssh, TestDatabase source, TestDatabase copy) => (Ssh, Source, Copy) = (ssh, source, copy);

    public SshServer Ssh { get; }

    public TestDatabase Source { get; }

    public TestDatabase Copy { get; }

    public string Folder => _folder.FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="kind">The database server.</param>
    /// <param name="rows">Rows of the table <c>t</c>, of about 200 bytes each.</param>
    /// <param name="options">Lines of sshd_config.</param>
    public static async Task<TunnelProject> CreateAsync(ServerKind kind, int rows, params string[] options)
    {
        var server = TestServer.Of(kind).RequireAvailable();
        var source = await server.CreateDatabaseAsync("tunnel", Cancelled);
        await ServerText.ExecuteAsync(
            source.ConnectionString,
            [
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(200))", "CREATE TABLE u (id INT PRIMARY KEY, w BLOB)", "INSERT INTO u VALUES (1, x'00FF0A09')",
                "/*!80000 SET SESSION cte_max_recursion_depth = 1000000 */", "/*M!100000 SET SESSION max_recursive_iterations = 1000000 */",
                $"INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) SELECT i, REPEAT(SHA2(i, 256), 3) FROM n",
            ],
            Cancelled);
        var project = new TunnelProject(await SshServer.StartAsync(options: options, cancellationToken: Cancelled), source, await server.CreateDatabaseAsync("tunnelcopy", Cancelled));
        project.Configure();
        return project;
    }

    /// <summary>Writes the configuration.</summary>
    /// <param name="port">The SSH server's port; its own when null.</param>
    /// <param name="settings">More settings of the section <c>Ssh</c>, as JSON with a comma before each.</param>
    /// <param name="database">Host and port of the database as the SSH server sees it; the real ones when null.</param>
    public void Configure(int? port = null, string settings = "", string? database = null)
    {
        var place = $"{Source.Target.Host}:{Source.Target.Port}";
        var ssh = $$"""{ "Host": "127.0.0.1", "Port": {{port ?? Ssh.Port}}, "Username": "{{Ssh.Username}}", "Keys": ["{{Ssh.Key}}"], "HostKey": "{{Ssh.Fingerprint()}}", "Agent": false{{settings}} }""";
        File.WriteAllText(Path.Combine(Folder, "ferry.json"), $$"""
            { "Ferry": { "Application": "movies", "Environments": {
                "near": { "Databases": { "main": "mysql://root@{{place}}/{{Source.Name}}" } },
                "local": { "Databases": { "main": "mysql://root@{{place}}/{{Copy.Name}}" } },
                "copy": { "Databases": { "main": "mysql://root@{{place}}/{{Copy.Name}}" }, "Ssh": {{ssh}} },
                "far": { "Databases": { "main": "mysql://root@{{database ?? place}}/{{Source.Name}}" }, "Ssh": {{ssh}} } } } }
            """);
    }

    public Task<FerryRun> RunAsync(string commandLine) => FerryProcess.RunAsync(Folder, commandLine.Split(' '), Variables);

    public Process Start(string commandLine) => FerryProcess.Start(Folder, commandLine.Split(' '), Variables);

    /// <summary>Everything in the destination but locks.</summary>
    public IReadOnlyList<string> Archives() => Directory.Exists(Path.Combine(Folder, "backups"))
        ? [.. Directory.EnumerateFiles(Path.Combine(Folder, "backups"), "*", SearchOption.AllDirectories).Where(path => Path.GetFileName(path) != ".lock")]
        : [];

    private Dictionary<string, string> Variables => new() { ["HOME"] = Folder, ["SSH_AUTH_SOCK"] = "" };

    public async ValueTask DisposeAsync()
    {
        await Ssh.DisposeAsync();
        await Source.DisposeAsync();
        await Copy.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
