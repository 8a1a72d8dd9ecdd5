namespace Ferry.Tests.Environments.DotEnv;

public sealed class LaravelTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Sqlite_without_a_name_is_the_usual_file()
    {
        var target = _folder.With(".env", "DB_CONNECTION=sqlite\nDB_HOST=127.0.0.1\nDB_PORT=3306\n").Load().Environment().ResolveDatabase("main");

        target.Display.ShouldBe($"sqlite:{Path.Combine(_folder.Path, "database", "database.sqlite")}");
    }

    [Fact]
    public void Sqlite_with_a_name_is_that_file()
    {
        var target = _folder.With(".env", "DB_CONNECTION=sqlite\nDB_DATABASE=/srv/app.sqlite\n").Load().Environment().ResolveDatabase("main");

        target.Path.ShouldBe("/srv/app.sqlite");
    }

    [Fact]
    public void A_url_and_a_socket_are_known()
    {
        var configuration = _folder.With(".env", "DB_URL=mysql://root:p%40ss@db/movies\nPRODUCTION_DB_CONNECTION=mysql\n"
            + "PRODUCTION_DB_DATABASE=live\nPRODUCTION_DB_SOCKET=/run/mysqld.sock\nPRODUCTION_DB_USERNAME=app\n").Load();

        configuration.Environment().ResolveDatabase("main").Password!.Reveal().ShouldBe("p@ss");
        configuration.Environment("production").ResolveDatabase("main").Display.ShouldBe("mysql://app@/run/mysqld.sock/live");
    }

    [Theory]
    [InlineData("DB_PASSWORD=")]
    [InlineData("DB_PASSWORD=null")]
    [InlineData("DB_PASSWORD=(null)")]
    [InlineData("")]
    public void Null_and_empty_words_are_no_password(string line) =>
        _folder.With(".env", $"DB_CONNECTION=mysql\nDB_DATABASE=movies\n{line}\n").Load().Environment().ResolveDatabase("main").Password.ShouldBeNull();

    [Fact]
    public void The_variables_belong_to_the_environment_that_the_application_says_it_is()
    {
        var configuration = _folder.With(".env", "APP_ENV=production\nDB_CONNECTION=pgsql\nDB_DATABASE=live\n").Load();

        configuration.Environments.Single().Name.ShouldBe("production");
        configuration.Environment().ResolveDatabase("main").Engine.ShouldBe("postgres");
    }

    [Fact]
    public void Variables_of_the_process_alone_are_enough_in_a_container()
    {
        var configuration = _folder.WithVariable("DB_CONNECTION", "mysql").WithVariable("DB_DATABASE", "movies")
            .WithVariable("STAGING_DB_DATABASE", "s").WithVariable("OTHER_DB_HOST", "h").WithVariable("GIT_SSH_HOST", "h").Load();

        configuration.Environments.Select(environment => environment.Name).ShouldBe(["local", "staging"], ignoreOrder: true);
    }

    [Fact]
    public void What_is_missing_is_named_with_its_line()
    {
        _folder.With(".env", "DB_CONNECTION=mysql\nDB_DATABASE=movies\n\nPRODUCTION_DB_HOST=db\nPRODUCTION_DB_PORT=many\n");

        _folder.Problems().ShouldBe([
            ".env:1 (DB_CONNECTION): Ferry:Environments:production:Databases:main:Database is missing: the name of the database on the server.",
            ".env:5 (PRODUCTION_DB_PORT): Ferry:Environments:production:Databases:main:Port must be a whole number, not 'many'.",
        ]);
    }

    [Fact]
    public void A_name_set_twice_is_a_finding_without_the_values()
    {
        var configuration = _folder.With(".env", "DB_CONNECTION=mysql\nDB_DATABASE=movies\nDB_PASSWORD=first\nDB_PASSWORD=second\n").Load();

        configuration.Environment().ResolveDatabase("main").Password!.Reveal().ShouldBe("second");
        configuration.Findings.Select(finding => finding.Message).ShouldContain(".env sets DB_PASSWORD on the lines 3, 4; the last one counts.");
    }

    [Fact]
    public void An_engine_that_Ferry_does_not_know_is_named()
    {
        _folder.With(".env", "DB_CONNECTION=sqlsrv\nDB_DATABASE=movies\n");

        _folder.Problems().Single().ShouldStartWith(".env:1 (DB_CONNECTION): Ferry:Environments:local:Databases:main:Engine: 'sqlsrv' is not an engine");
    }
}
