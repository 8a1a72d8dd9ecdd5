using Ferry.Environments;

namespace Ferry.Tests.Environments;

public sealed class ConfigurationLoaderTests : IDisposable
{
    private const string Design =
        """
        {
          // The example of the design.
          "Ferry": {
            "Application": "movies",
            "Environments": {
              "local":      { "Databases": { "main": "mysql://root@127.0.0.1:3306/movies" } },
              "production": {
                "Protected": true,
                "Databases": { "main": { "Engine": "mysql", "Host": "127.0.0.1", "Port": 3306, "Database": "movies",
                                         "Username": "app", "Password": "env:PRODUCTION_DB_PASSWORD" } },
                "Ssh": { "Host": "db.example.com", "Port": 22, "Username": "deploy", "Keys": ["deploy_key", "id_ed25519"] }
              }
            },
            "Destinations": { "backups": { "Path": "backups" } },
            "Sync": { "Identity": { "users": ["email"] } },
          }
        }
        """;

    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Loads_the_example_of_the_design()
    {
        var configuration = _folder.With("ferry.json", Design).Load();

        configuration.Application.ShouldBe("movies");
        configuration.Current.ShouldBe("local");
        configuration.Environments.Select(environment => environment.Name).ShouldBe(["local", "production"]);
        configuration.Environment().ResolveDatabase("main").Display.ShouldBe("mysql://root@127.0.0.1:3306/movies");
        configuration.Destinations.Find().Path.ShouldBe(Path.Combine(_folder.Path, "backups"));
        configuration.Options.Sync.Identity["users"].Keys.ShouldHaveSingleItem().ShouldBe(["email"]);
        configuration.Environment("PRODUCTION").Options.Ssh!.Keys.ShouldBe(["deploy_key", "id_ed25519"]);
    }

    [Fact]
    public void A_configured_environment_resolves_its_secret_where_it_is_current()
    {
        var configuration = _folder.With("ferry.json", Design)
            .WithVariable("FERRY_ENVIRONMENT", "Production").WithVariable("PRODUCTION_DB_PASSWORD", "s3cret").Load();

        var target = configuration.Environment().ResolveDatabases()["main"];

        target.Password!.Reveal().ShouldBe("s3cret");
        target.Username.ShouldBe("app");
        configuration.Environment().Protected.ShouldBeTrue();
    }

    [Fact]
    public void Nothing_to_read_is_an_empty_configuration()
    {
        var configuration = _folder.Load();

        configuration.Environments.ShouldBeEmpty();
        configuration.Destinations.Find().Path.ShouldBe(Path.Combine(_folder.Path, "backups"));
        Should.Throw<FerryException>(() => configuration.Environment()).Remedy!.ShouldContain("ferry init");
    }

    [Fact]
    public void A_Laravel_env_file_alone_is_enough()
    {
        var configuration = _folder.With(".env",
            """
            APP_NAME="Movie Night"
            APP_ENV=local
            DB_CONNECTION=mariadb
            DB_HOST=localhost
            DB_PORT=3307
            DB_DATABASE=movies
            DB_USERNAME=root
            DB_PASSWORD=
            PRODUCTION_DB_DATABASE=movies_live
            PRODUCTION_DB_USERNAME=app
            PRODUCTION_DB_PASSWORD='p#ss'
            PRODUCTION_SSH_HOST=db.example.com
            PRODUCTION_SSH_USER=deploy
            PRODUCTION_SSH_KEYS=deploy_key,id_ed25519
            PRODUCTION_SSH_JUMP=ann@bastion:2222,inner
            """).Load();

        configuration.Application.ShouldBe("Movie Night");
        configuration.Environment("local").ResolveDatabase("main").Display.ShouldBe("mysql://root@localhost:3307/movies");
        var ssh = configuration.Environment("production").Ssh!;
        (ssh.Host, ssh.Username).ShouldBe(("db.example.com", "deploy"));
        ssh.Keys.ShouldBe(["deploy_key", "id_ed25519"]);
        ssh.Jump.Select(hop => hop.Host).ShouldBe(["ann@bastion:2222", "inner"]);
        configuration.Environment("production").Protected.ShouldBeTrue();
    }

    [Fact]
    public void Later_sources_win()
    {
        _folder.WithFerry("""{ "Backup": { "Workers": 3, "CompressionLevel": 3, "LockTimeout": "3s", "ChunkSize": "3MiB" } }""")
            .With(".env", "Ferry__Backup__CompressionLevel=4\nFerry__Backup__LockTimeout=4s\nFerry__Backup__ChunkSize=4MiB\n")
            .WithVariable("Ferry__Backup__LockTimeout", "5s").WithVariable("Ferry__Backup__ChunkSize", "5MiB")
            .WithOverride("Backup:ChunkSize", "6MiB", "--chunk-size");

        var configuration = _folder.Load();

        var backup = configuration.Options.Backup;
        (backup.Workers, backup.CompressionLevel, backup.LockTimeout, backup.ChunkSize).ShouldBe((3, 4, TimeSpan.FromSeconds(5), ByteSize.FromMebibytes(6)));
        configuration.Entries.Where(entry => entry.Key.StartsWith("Ferry:Backup:", StringComparison.Ordinal))
            .Select(entry => $"{entry.Key[13..]} {entry.Value} {entry.Origin}").ShouldBe([
                "Workers 3 ferry.json:1:26", "ChunkSize 6MiB --chunk-size", "CompressionLevel 4 .env:1 (Ferry__Backup__CompressionLevel)",
                "LockTimeout 5s $Ferry__Backup__LockTimeout", "StallTimeout 5m default", "AllowOmissions false default"]);
    }

    [Fact]
    public void All_problems_are_reported_at_once_with_their_places()
    {
        var problems = _folder.With("ferry.json",
            """
            {
              "Ferry": {
                "Enviroments": {},
                "Backup": { "Workers": "many", "LockTimeout": 30, "Workers": 2, "ChunkSize": "1KiB" },
                "Environments": { "local": { "Databases": { "main": { "Engine": "mysql", "Passwort": "x", "Port": 99999 } } } }
              },
              "Application": "movies"
            }
            """).Problems();

        problems.ShouldBe([
            "ferry.json:3:5: Ferry has no setting 'Enviroments'. Did you mean 'Environments'?",
            "ferry.json:4:17: Ferry:Backup:Workers must be a whole number, not 'many'.",
            "ferry.json:4:36: Ferry:Backup:LockTimeout must be a duration such as \"30s\" or \"5m\", not '30'.",
            "ferry.json:4:55: 'Workers' is already set at ferry.json:4:17; names compare without case.",
            "ferry.json:4:69: Ferry:Backup:ChunkSize must be between 1MiB and 1GiB.",
            "ferry.json:5:49: Ferry:Environments:local:Databases:main:Database is missing: the name of the database on the server.",
            "ferry.json:5:78: Ferry:Environments:local:Databases:main has no setting 'Passwort'. Did you mean 'Password'?",
            "ferry.json:5:95: Ferry:Environments:local:Databases:main:Port must be between 1 and 65535.",
            "ferry.json:7:3: unknown setting 'Application'. It belongs inside the section \"Ferry\".",
        ]);
    }
}
