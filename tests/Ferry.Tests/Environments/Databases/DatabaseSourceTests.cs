using Ferry.Databases;

namespace Ferry.Tests.Environments.Databases;

public sealed class DatabaseSourceTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Settings_beside_a_url_go_before_its_parts()
    {
        var target = Resolve("""{ "Url": "mysql://app:one@db:3306/movies?tls=verify-full&ca=/url.pem", "Host": "other", "Password": "two", "Tls": { "CaFile": "ca.pem" } }""");

        target.Display.ShouldBe("mysql://app@other:3306/movies");
        target.Password!.Reveal().ShouldBe("two");
        target.Tls.ShouldBe(new TlsOptions(TlsMode.VerifyFull, Path.Combine(_folder.Path, "ca.pem")));
    }

    [Theory]
    [InlineData("\"verify-full\"", TlsMode.VerifyFull)]
    [InlineData("\"VerifyCa\"", TlsMode.VerifyCa)]
    [InlineData("{ \"Mode\": \"none\" }", TlsMode.None)]
    [InlineData("{}", TlsMode.Auto)]
    public void Tls_is_a_mode_or_a_section(string tls, TlsMode mode) =>
        Resolve($$"""{ "Engine": "mysql", "Database": "m", "Tls": {{tls}} }""").Tls.Mode.ShouldBe(mode);

    [Fact]
    public void A_connection_string_is_taken_by_name()
    {
        _folder.With("appsettings.json", """{ "ConnectionStrings": { "App": "Server=db;Database=m;Uid=app;Pwd=pw" } }""");

        Resolve("""{ "Engine": "mariadb", "Connection": "app" }""").Display.ShouldBe("mysql://app@db/m");
        Resolve("""{ "Engine": "mysql", "Url": "connection:App" }""").Password!.Reveal().ShouldBe("pw");
        _folder.WithVariable("ConnectionStrings__App", "Server=other;Database=m");
        Resolve("""{ "Engine": "mysql", "Connection": "connection:App" }""").Display.ShouldBe("mysql://other/m");
    }

    [Fact]
    public void A_whole_url_may_be_kept_elsewhere_and_is_fetched_when_used()
    {
        _folder.WithFerry("""{ "Environments": { "local": { "Databases": { "main": "env:DATABASE_URL" } } } }""");

        Should.Throw<FerryException>(() => _folder.Load().Environment().ResolveDatabases()).Code.ShouldBe("config.secret-missing");
        _folder.WithVariable("DATABASE_URL", "mysql://app:pw@db/movies");

        _folder.Load().Environment().ResolveDatabase("main").Display.ShouldBe("mysql://app@db/movies");
    }

    [Theory]
    [InlineData("{}", "Engine is missing")]
    [InlineData("""{ "Engine": "mysql" }""", "Database is missing")]
    [InlineData("""{ "Engine": "sqlite" }""", "Path is missing")]
    [InlineData("""{ "Engine": "mysqll", "Database": "m" }""", "Did you mean 'mysql'?")]
    [InlineData("""{ "Engine": "postgres", "Url": "mysql://db/m" }""", "Engine is postgres, but the URL is for mysql")]
    [InlineData("""{ "Engine": "mysql", "Database": "m", "Path": "x" }""", "Path is for sqlite")]
    [InlineData("""{ "Engine": "sqlite", "Path": "x", "Host": "db" }""", "Host is for servers")]
    [InlineData("""{ "Url": "sqlite::memory:" }""", "in memory")]
    [InlineData("""{ "Url": "mysql://db/m", "Connection": "App" }""", "both a Url and a Connection")]
    [InlineData("""{ "Engine": "mysql", "Connection": "App" }""", "there is no ConnectionStrings:App")]
    [InlineData("\"connection:App\"", "{ \"Engine\": \"mysql\", \"Connection\": \"App\" }")]
    [InlineData("""{ "Engine": "mysql", "Connection": "Server=db;Password=hunter2" }""", "must be the name of a connection string")]
    [InlineData("\"hunter2\"", "is not a database URL")]
    public void What_cannot_be_a_database_is_a_problem_at_its_place(string database, string expected)
    {
        _folder.WithFerry($$"""{ "Environments": { "local": { "Databases": { "main": {{database}} } } } }""");

        var problem = _folder.Problems().Single();

        problem.ShouldStartWith("ferry.json:1:");
        problem.ShouldContain("Ferry:Environments:local:Databases:main");
        problem.ShouldContain(expected);
        problem.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("manifest.json")]
    [InlineData("../up")]
    [InlineData("")]
    [InlineData("a b")]
    public void A_key_that_is_no_safe_name_is_refused(string key)
    {
        _folder.WithFerry($$"""{ "Environments": { "local": { "Databases": { "{{key}}": "sqlite:app.db" } } } }""");

        _folder.Problems().ShouldHaveSingleItem();
    }

    [Fact]
    public void An_unknown_database_is_not_found_and_the_nearest_is_named()
    {
        _folder.WithFerry("""{ "Environments": { "local": { "Databases": { "main": "sqlite:app.db" } } } }""");

        var error = Should.Throw<FerryException>(() => _folder.Load().Environment().ResolveDatabase("mian"));

        error.Kind.ShouldBe(FailureKind.NotFound);
        error.Message.ShouldContain("Did you mean 'main'?");
    }

    private DatabaseTarget Resolve(string database) =>
        _folder.WithFerry($$"""{ "Environments": { "local": { "Databases": { "main": {{database}} } } } }""").Load().Environment().ResolveDatabase("main");
}
