namespace Ferry.Tests.Environments.DotEnv;

/// <summary>The variables that an application's <c>.env</c> has anyway, and those that lead to its production.</summary>
public sealed class ProductionTests : IDisposable
{
    private const string Application = """
        APP_ENV=local
        DB_CONNECTION=mysql
        DB_HOST=127.0.0.1
        DB_PORT=3306
        DB_DATABASE=movies
        DB_USERNAME=root
        DB_PASSWORD=

        """;

    private const string Production = """
        PRODUCTION_DB_HOST=10.0.0.5
        PRODUCTION_DB_PORT=3307
        PRODUCTION_DB_DATABASE=movies_live
        PRODUCTION_DB_USERNAME=app
        PRODUCTION_DB_PASSWORD='what#ever'
        PRODUCTION_SSH_HOST=db.example.com
        PRODUCTION_SSH_USER=deploy
        PRODUCTION_SSH_PORT=2222
        PRODUCTION_SSH_KEYS=deploy_key,id_ed25519

        """;

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void From_elsewhere_production_is_reached_through_its_ssh_server()
    {
        var configuration = _folder.With(".env", Application + Production).Load();

        var production = configuration.Environment("production");
        var database = production.ResolveDatabases()["main"];
        database.Display.ShouldBe("mysql://app@10.0.0.5:3307/movies_live");
        database.Password!.Reveal().ShouldBe("what#ever");
        production.Protected.ShouldBeTrue();
        var hop = production.ResolveRoute().ShouldNotBeNull().Hops.ShouldHaveSingleItem();
        (hop.Host, hop.Port, hop.Username).ShouldBe(("db.example.com", 2222, "deploy"));
        hop.Keys.ShouldBe(["deploy_key", "id_ed25519"]);
        var local = configuration.Environment();
        local.Name.ShouldBe("local");
        local.ResolveRoute().ShouldBeNull();
        local.ResolveDatabases()["main"].Display.ShouldBe("mysql://root@127.0.0.1:3306/movies");
    }

    [Fact]
    public void The_lines_of_the_manual_are_enough()
    {
        var manual = File.ReadAllText(Path.Combine(ConfigurationManualTests.Repository(), "docs", "production.md"));
        var sample = manual.Split("```env .env\n")[1].Split("```")[0];

        var production = _folder.With(".env", sample).Load().Environment("production");

        production.ResolveDatabases()["main"].Display.ShouldBe("mysql://ferry@127.0.0.1:3306/movies");
        production.ResolveRoute().ShouldNotBeNull().ToString().ShouldBe("deploy@db.example.com:22");
        sample.Split('\n').Count(line => line.StartsWith("PRODUCTION_", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(10);
    }

    [Fact]
    public void On_production_itself_its_own_variables_lead_there_directly()
    {
        var production = _folder.With(".env", Application.Replace("local", "production", StringComparison.Ordinal)).Load().Environment();

        production.Name.ShouldBe("production");
        production.Protected.ShouldBeTrue();
        production.ResolveRoute().ShouldBeNull();
        production.ResolveDatabases()["main"].Display.ShouldBe("mysql://root@127.0.0.1:3306/movies");
    }

    [Theory]
    [InlineData("")]
    [InlineData("DB_URL=mysql://root@127.0.0.1:3306/movies\n")]
    public void On_production_itself_how_it_looks_from_elsewhere_does_not_matter(string url)
    {
        var own = url.Length == 0 ? Application : $"APP_ENV=production\n{url}";
        var production = _folder.With(".env", own.Replace("APP_ENV=local", "APP_ENV=production", StringComparison.Ordinal) + Production).Load().Environment("production");

        production.IsCurrent.ShouldBeTrue();
        production.ResolveRoute().ShouldBeNull();
        var database = production.ResolveDatabases()["main"];
        database.Display.ShouldBe("mysql://root@127.0.0.1:3306/movies");
        database.Password.ShouldBeNull();
    }

    [Fact]
    public void On_production_itself_without_variables_of_its_own_the_others_are_used_directly()
    {
        var production = _folder.With(".env", "APP_ENV=production\n" + Production + "PRODUCTION_DB_CONNECTION=mysql\n").Load().Environment();

        production.ResolveRoute().ShouldBeNull();
        production.ResolveDatabases()["main"].Display.ShouldBe("mysql://app@10.0.0.5:3307/movies_live");
    }
}
