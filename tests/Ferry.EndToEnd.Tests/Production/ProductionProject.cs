using System.Diagnostics;
using System.Globalization;
using Ferry.Databases;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Production;

/// <summary>A Laravel application's folder, with production behind a real SSH server and an account that was made of what <c>ferry doctor --grants</c> prints.</summary>
internal sealed class ProductionProject : IAsyncDisposable
{
    private const string Password = "what#ever is 'long' enough";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ferry-post-");
    private readonly string _account = $"ferry_{Guid.NewGuid():N}"[..30];
    private readonly RoundTrip _databases;

    private ProductionProject(SshServer ssh, RoundTrip databases) => (Ssh, _databases) = (ssh, databases);

    public SshServer Ssh { get; }

    /// <summary>The database of production, as root.</summary>
    public DatabaseTarget Live => _databases.SourceTarget;

    /// <summary>The database of local, as root.</summary>
    public DatabaseTarget Local => _databases.RestoredTarget;

    private string Home => Path.Combine(_folder.FullName, "home");

    private string Project => Path.Combine(_folder.FullName, "project");

    public static async Task<ProductionProject> CreateAsync(ServerKind kind)
    {
        var databases = await RoundTrip.MakeAsync(kind, "CREATE TABLE movies (id INT PRIMARY KEY, title VARCHAR(50))", "INSERT INTO movies VALUES (1, 'Metropolis'), (2, 'M')");
        var project = new ProductionProject(await SshServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken), databases);
        await project.MakeAccountAsync();
        await project.MakeKeyAsync();
        Directory.CreateDirectory(project.Project);
        project.Write("local");
        return project;
    }

    /// <summary>Writes the .env of the application: exactly the variables of docs/production.md.</summary>
    public void Write(string environment, string more = "")
    {
        var file = Path.Combine(Project, ".env");
        File.WriteAllText(file, Text(environment, more));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    /// <summary>The .env of the application.</summary>
    public string Text(string environment, string more = "") => $"""
        APP_ENV={environment}
        DB_CONNECTION=mysql
        DB_HOST=127.0.0.1
        DB_PORT={Local.Port}
        DB_DATABASE={(environment == "local" ? Local : Live).Database}
        DB_USERNAME=root
        DB_PASSWORD=

        PRODUCTION_DB_HOST=127.0.0.1
        PRODUCTION_DB_PORT={Live.Port}
        PRODUCTION_DB_DATABASE={Live.Database}
        PRODUCTION_DB_USERNAME={_account}
        PRODUCTION_DB_PASSWORD="{Password}"
        PRODUCTION_SSH_HOST=127.0.0.1
        PRODUCTION_SSH_USER={Ssh.Username}
        PRODUCTION_SSH_PORT={Ssh.Port}
        PRODUCTION_SSH_KEYS=missing_key,deploy_key
        {more}

        """;

    /// <summary>Records the server's host key, as <c>ferry trust</c> does.</summary>
    public async Task TrustAsync()
    {
        var key = await File.ReadAllTextAsync(Ssh.PublicHostKey(), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(Home, ".ssh", "known_hosts"), string.Create(CultureInfo.InvariantCulture, $"[127.0.0.1]:{Ssh.Port} {key}"), TestContext.Current.CancellationToken);
    }

    public Task<FerryRun> RunAsync(string command) => FerryProcess.RunAsync(
        Project, command.Split(' '), new Dictionary<string, string> { ["HOME"] = Home, ["SSH_AUTH_SOCK"] = "" });

    public Task<object?> LocalAsync(string sql) => _databases.RestoredAsync(sql);

    public async ValueTask DisposeAsync()
    {
        await ServerText.ExecuteAsync(_databases.SourceConnection, [$"DROP USER IF EXISTS '{_account}'@'%'"], CancellationToken.None);
        await _databases.DisposeAsync();
        await Ssh.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task MakeAccountAsync()
    {
        await using var session = await RoundTrip.Providers.For(Live.Engine).OpenAsync(Live, SessionAccess.Read, TestContext.Current.CancellationToken);
        await ServerText.ExecuteAsync(
            _databases.SourceConnection, session.Rights!.ForBackup(_account, Password).Select(grant => grant.Statement), TestContext.Current.CancellationToken);
    }

    private async Task MakeKeyAsync()
    {
        Directory.CreateDirectory(Path.Combine(Home, ".ssh"));
        var key = Path.Combine(Home, ".ssh", "deploy_key");
        using var process = Process.Start("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Ssh.Authorize(await File.ReadAllTextAsync($"{key}.pub", TestContext.Current.CancellationToken));
    }
}
