using Ferry.Environments;

namespace Ferry.Tests.Environments;

public sealed class LayeringTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_of_the_current_environment_goes_over_appsettings()
    {
        _folder.With("appsettings.json", """{ "Logging": { "Any": 1 }, "Ferry": { "Backup": { "Workers": 3, "CompressionLevel": 3 } } }""")
            .With("appsettings.Production.json", """{ "Ferry": { "Backup": { "Workers": 5 } } }""")
            .With("appsettings.Development.json", """{ "Ferry": { "Backup": { "Workers": 7 } } }""");

        var local = _folder.Load();
        var production = _folder.WithVariable("DOTNET_ENVIRONMENT", "Production").Load();

        (local.Options.Backup.Workers, local.Options.Backup.CompressionLevel).ShouldBe((7, 3));
        production.Options.Backup.Workers.ShouldBe(5);
        production.Files.Select(Path.GetFileName).ShouldBe(["appsettings.json", "appsettings.Production.json"]);
    }

    [Fact]
    public void Beside_a_ferry_file_only_the_connection_strings_of_appsettings_count()
    {
        _folder.WithFerry("""{ "Environments": { "local": { "Databases": { "main": { "Engine": "sqlite", "Connection": "App" } } } } }""")
            .With("appsettings.json", """{ "ConnectionStrings": { "App": "Data Source=app.db" }, "Ferry": { "Backup": { "Workers": 9 } } }""");

        var configuration = _folder.Load();

        configuration.Options.Backup.Workers.ShouldBe(2);
        configuration.Environment().ResolveDatabase("main").Path.ShouldBe(Path.Combine(_folder.Path, "app.db"));
        configuration.Findings.Select(finding => finding.Code).ShouldContain("config.two-files");
    }

    [Fact]
    public void An_environment_goes_before_the_general_settings_key_by_key_and_the_command_line_before_both()
    {
        _folder.WithFerry(
            """
            { "Backup": { "Workers": 3, "CompressionLevel": 3, "LockTimeout": "3s" }, "Tables": { "Exclude": ["a"], "StructureOnly": ["b"] },
              "Environments": { "production": { "Backup": { "Workers": 5, "CompressionLevel": 5 }, "Tables": { "Exclude": ["c"] } } } }
            """).WithOverride("Backup:Workers", "7", "--workers");

        var production = _folder.Load().Environment("production");

        (production.Options.Backup.Workers, production.Options.Backup.CompressionLevel, production.Options.Backup.LockTimeout)
            .ShouldBe((7, 5, TimeSpan.FromSeconds(3)));
        production.Selection.Exclude.ShouldBe(["c"]);
        production.Selection.StructureOnly.ShouldBe(["b"]);
    }

    [Fact]
    public void An_environment_has_the_general_destinations_and_its_own()
    {
        _folder.WithFerry(
            """
            { "Destinations": { "near": "near", "far": "/far" }, "Destination": "near",
              "Environments": { "production": { "Destinations": { "far": { "Path": "/farther" }, "vault": "/vault" }, "Destination": "vault" }, "local": {} } }
            """);

        var configuration = _folder.Load();

        configuration.Environment("local").Destinations.Find().Path.ShouldBe(Path.Combine(_folder.Path, "near"));
        configuration.Environment("production").Destinations.Find().Path.ShouldBe("/vault");
        configuration.Environment("production").Destinations.Find("FAR").Path.ShouldBe("/farther");
        configuration.Destinations.Find("far").Path.ShouldBe("/far");
        Should.Throw<FerryException>(() => configuration.Destinations.Find("vaults")).Kind.ShouldBe(FailureKind.NotFound);
    }

    [Fact]
    public void Several_destinations_need_a_choice()
    {
        var configuration = _folder.WithFerry("""{ "Destinations": { "near": "near", "far": "/far" } }""").Load();

        var error = Should.Throw<FerryException>(() => configuration.Destinations.Find());

        (error.Kind, error.Code).ShouldBe((FailureKind.Usage, "config.destination-ambiguous"));
    }

    [Fact]
    public void A_choice_must_exist()
    {
        _folder.WithFerry("""{ "Destinations": { "near": "near" }, "Destination": "neer" }""");

        _folder.Problems().ShouldBe(["ferry.json:1:50: there is no destination 'neer'. Did you mean 'near'?"]);
    }

    [Fact]
    public void A_variable_adds_a_password_to_a_url()
    {
        _folder.WithFerry("""{ "Environments": { "local": { "Databases": { "main": "mysql://app@db/movies" } } } }""")
            .WithVariable("Ferry__Environments__LOCAL__Databases__main__Password", "s3cret");

        var target = _folder.Load().Environment().ResolveDatabase("main");

        (target.Display, target.Password!.Reveal()).ShouldBe(("mysql://app@db/movies", "s3cret"));
    }

    [Fact]
    public void A_url_in_a_variable_replaces_the_whole_section()
    {
        _folder.WithFerry("""{ "Environments": { "local": { "Databases": { "main": { "Engine": "mysql", "Host": "db", "Database": "movies" } } } } }""")
            .WithVariable("Ferry__Environments__local__Databases__main", "sqlite:app.db");

        _folder.Load().Environment().ResolveDatabase("main").Display.ShouldBe($"sqlite:{Path.Combine(_folder.Path, "app.db")}");
    }

    [Fact]
    public void A_later_list_replaces_an_earlier_one()
    {
        _folder.With("appsettings.json", """{ "Ferry": { "Tables": { "Exclude": ["a", "b"], "Include": ["x", "y"], "StructureOnly": ["s"] } } }""")
            .With("appsettings.local.json", """{ "Ferry": { "Tables": { "Exclude": ["c"], "StructureOnly": null } } }""")
            .WithVariable("Ferry__Tables__Include", "z, w");

        var selection = _folder.Load().Options.Tables;

        selection.Exclude.ShouldBe(["c"]);
        selection.Include.ShouldBe(["z", "w"]);
        selection.StructureOnly.ShouldBeEmpty();
    }

    [Fact]
    public void Flags_given_twice_make_a_list()
    {
        _folder.WithFerry("""{ "Tables": { "Exclude": ["a", "b", "c"] } }""")
            .WithOverride("Tables:Exclude", "x", "--exclude-table").WithOverride("Tables:Exclude", "y", "--exclude-table");

        _folder.Load().Options.Tables.Exclude.ShouldBe(["x", "y"]);
    }

    [Fact]
    public void Null_in_a_later_file_goes_back_to_the_default()
    {
        _folder.With("appsettings.json", """{ "Ferry": { "Backup": { "Workers": 9 }, "Environments": { "local": { "Ssh": { "Host": "h" } } } } }""")
            .With("appsettings.local.json", """{ "Ferry": { "Backup": null, "Environments": { "local": { "Ssh": null } } } }""");

        var configuration = _folder.Load();

        configuration.Options.Backup.Workers.ShouldBe(2);
        configuration.Environment("local").Options.Ssh.ShouldBeNull();
    }

    [Fact]
    public void A_process_variable_beats_the_env_file_by_name()
    {
        _folder.With(".env", "DB_CONNECTION=mysql\nDB_HOST=file\nDB_DATABASE=movies\n").WithVariable("DB_HOST", "process");

        _folder.Load().Environment().ResolveDatabase("main").Host.ShouldBe("process");
    }

    [Fact]
    public void Laravel_variables_do_not_mix_with_a_ferry_file()
    {
        _folder.WithFerry("""{ "Environments": { "local": { "Databases": { "main": "sqlite:app.db" } } } }""")
            .With(".env", "APP_NAME=Other\nDB_CONNECTION=mysql\nDB_DATABASE=movies\nPRODUCTION_DB_DATABASE=live\n");

        var configuration = _folder.WithFerry("""{ "Application": "mine", "Environments": { "local": { "Databases": { "main": "sqlite:app.db" } } } }""").Load();

        configuration.Application.ShouldBe("mine");
        configuration.Environments.Single().ResolveDatabase("main").Engine.ShouldBe("sqlite");
    }

    [Fact]
    public void The_file_named_by_the_user_is_read_and_its_folder_counts()
    {
        _folder.With("ops/other.json", """{ "Ferry": { "Environments": { "local": { "Databases": { "main": "sqlite:app.db" } } } } }""");

        var configuration = _folder.Load("ops/other.json");

        configuration.Environment().ResolveDatabase("main").Path.ShouldBe(Path.Combine(_folder.Path, "ops", "app.db"));
        configuration.Application.ShouldBe("ops");
    }

    [Fact]
    public void A_file_that_the_user_names_must_be_there()
    {
        var error = Should.Throw<FerryException>(() => _folder.Load("missing.json"));

        (error.Kind, error.Code).ShouldBe((FailureKind.Usage, "config.file-missing"));
    }

    [Fact]
    public void Every_value_says_where_it_comes_from()
    {
        _folder.With("ferry.json",
            """
            { "Ferry": {
                "Environments": { "production": { "Databases": { "main": {
                    "Url": "mysql://app:hunter2@db/movies", "Password": "env:PW", "Tls": "verify-full" } } } } } }
            """).WithVariable("DOTNET_ENVIRONMENT", "Production");

        var entries = _folder.Load().Entries.Where(entry => !entry.Key.StartsWith("Ferry:Backup", StringComparison.Ordinal))
            .Select(entry => $"{entry.Key} = {entry.Value} ({entry.Origin})");

        entries.ShouldBe([
            $"Ferry:Application = {FerryConfiguration.SafeName(Path.GetFileName(_folder.Path))} (default)",
            "Ferry:Current = production ($DOTNET_ENVIRONMENT)",
            "Ferry:Environments:production:Protected = true (default)",
            "Ferry:Environments:production:Databases:main:Url = mysql://app:********@db/movies (ferry.json:3:9)",
            "Ferry:Environments:production:Databases:main:Password = env:PW (ferry.json:3:49)",
            "Ferry:Environments:production:Databases:main:Tls:Mode = verify-full (ferry.json:3:71)",
            "Ferry:Restore:Workers = 2 (default)",
            "Ferry:Sync:Prefer = neither (default)",
            "Ferry:Sync:WatermarkMargin = 2h (default)",
            "Ferry:Sync:WatermarkNumbers = 10000 (default)",
            "Ferry:Sync:DigestAfter = 1d (default)",
            "Ferry:Sync:NewColumns = warn (default)",
            "Ferry:Sync:OlderSource = halt (default)",
            "Ferry:Sync:SnapshotLimit = 1d (default)",
            "Ferry:Sync:KeepRuns = 5 (default)",
            "Ferry:Sync:RowsPerTransaction = 1000000 (default)",
            "Ferry:Destinations:backups:Path = backups (default)",
        ]);
    }
}
