using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Production;

/// <summary>With nothing but an application's <c>.env</c>: backup, list and restore of production through a real SSH server.</summary>
public sealed class ProductionTests
{
    [Theory]
    [OnEachServer]
    public async Task Backs_up_lists_and_restores_production_through_its_ssh_server(ServerKind kind)
    {
        await using var project = await ProductionProject.CreateAsync(kind);
        await project.TrustAsync();
        var printed = new Dictionary<string, string>();

        foreach (var command in ProductionManual.Commands.Where(command => !command.StartsWith("trust ", StringComparison.Ordinal)))
        {
            printed[command] = (await project.RunAsync(command)).Ended(0).Output;
        }

        ProductionManual.VariablesOf(project.Text("local")).ShouldBe(ProductionManual.Variables);
        printed["doctor --production"].ShouldContain("cannot change data");
        printed["list --production"].ShouldContain("production-");
        printed.Keys.ShouldContain("backup --production");
        printed.Keys.ShouldContain("restore --production --backup latest");
        (await project.LocalAsync("SELECT title FROM movies WHERE id = 1")).ShouldBe("Metropolis");
        project.Ssh.Log.ShouldContain("Accepted publickey");
        project.Ssh.Log.ShouldContain("direct-tcpip");
    }

    [Theory]
    [OnEachServer]
    public async Task Merges_production_into_local_through_its_ssh_server(ServerKind kind)
    {
        await using var project = await ProductionProject.CreateAsync(kind);
        await project.TrustAsync();
        await project.LocalAsync("CREATE TABLE movies (id INT PRIMARY KEY, title VARCHAR(50))");
        await project.LocalAsync("INSERT INTO movies VALUES (2, 'M, here'), (7, 'mine')");

        (await project.RunAsync("sync --production --force")).Ended(0).Output.ShouldContain("Merged production into local");

        (await project.LocalAsync("SELECT GROUP_CONCAT(CONCAT(id, ' ', title) ORDER BY id SEPARATOR '; ') FROM movies")).ShouldBe("1 Metropolis; 2 M; 7 mine");
        project.Ssh.Log.ShouldContain("direct-tcpip");
        (await project.RunAsync("sync undo --force")).Ended(0);
        (await project.LocalAsync("SELECT GROUP_CONCAT(id ORDER BY id) FROM movies")).ShouldBe("2,7");
    }

    [Fact]
    public async Task An_unknown_host_is_not_talked_to_and_the_next_step_is_named()
    {
        await using var project = await ProductionProject.CreateAsync(ServerKind.MariaDb);

        var refused = (await project.RunAsync("backup --production")).Ended(4);

        refused.Error.ShouldContain("ssh.host-key-unknown");
        refused.Error.ShouldContain("SHA256:");
        refused.Error.ShouldContain("ferry trust --env production");
        project.Ssh.Log.ShouldNotContain("Accepted");
    }

    [Theory]
    [OnEachServer]
    public async Task On_production_itself_the_database_is_reached_directly(ServerKind kind)
    {
        await using var project = await ProductionProject.CreateAsync(kind);
        project.Write("production");
        await project.Ssh.KillAsync();

        (await project.RunAsync("backup --production")).Ended(0);
        (await project.RunAsync("backup")).Ended(0);

        (await project.RunAsync("list --production --json")).Ended(0).Output.Split("\"environment\":\"production\"").Length.ShouldBe(3);
    }

    [Theory]
    [OnEachServer]
    public async Task Productions_backup_does_not_go_back_into_production_under_a_name_without_a_tunnel(ServerKind kind)
    {
        await using var project = await ProductionProject.CreateAsync(kind);
        await project.TrustAsync();
        project.Write("local", $"""
            STAGING_DB_HOST=localhost
            STAGING_DB_PORT={project.Live.Port}
            STAGING_DB_DATABASE={project.Live.Database}
            STAGING_DB_USERNAME=root
            """);
        (await project.RunAsync("backup --production")).Ended(0);

        var intoStaging = (await project.RunAsync("restore --production --backup latest --into staging --force")).Ended(10);
        var intoUrl = (await project.RunAsync($"restore --backup latest --into mysql://root@localhost:{project.Live.Port}/{project.Live.Database} --force")).Ended(10);
        var byName = (await project.RunAsync("restore --backup latest --into production --force")).Ended(10);

        foreach (var refused in new[] { intoStaging, intoUrl, byName })
        {
            refused.Error.ShouldContain("restore.protected");
            refused.Error.ShouldContain("--allow-protected");
        }

        intoStaging.Error.ShouldContain("reached under another name");
    }
}
