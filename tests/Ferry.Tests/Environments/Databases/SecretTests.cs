namespace Ferry.Tests.Environments.Databases;

public sealed class SecretTests : IDisposable
{
    private const string Canary = "canary-9f1c";
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("env:PW", Canary)]
    [InlineData("env:DOTENV_PW", Canary)]
    [InlineData("file:secrets/pw", Canary)]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    public void A_password_is_a_reference_or_itself(string password, string expected)
    {
        _folder.WithVariable("PW", Canary).With(".env", $"DOTENV_PW={Canary}\n").With("secrets/pw", $"{Canary}\r\n");

        Resolve(password).ShouldBe(expected);
    }

    [Theory]
    [InlineData("env:MISSING", "refers to the variable MISSING, which is not set.")]
    [InlineData("env:EMPTY", "refers to the variable EMPTY, which is empty.")]
    [InlineData("file:missing", "which does not exist.")]
    public void A_missing_secret_says_which_setting_refers_to_what(string password, string expected)
    {
        _folder.WithVariable("EMPTY", "");

        var error = Should.Throw<FerryException>(() => Resolve(password));

        (error.Kind, error.Code).ShouldBe((FailureKind.Usage, "config.secret-missing"));
        error.Message.ShouldContain("Ferry:Environments:local:Databases:main:Password");
        error.Reason!.ShouldStartWith("ferry.json:1:");
        error.Reason!.ShouldContain(expected);
        error.Remedy.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void A_secret_that_is_not_needed_may_be_missing()
    {
        _folder.WithFerry(
            """
            { "Environments": { "local": { "Databases": { "main": "sqlite:app.db" } },
                                "production": { "Databases": { "main": { "Url": "mysql://app@db/m", "Password": "env:MISSING" } } } } }
            """);

        _folder.Load().Environment().ResolveDatabases().Count.ShouldBe(1);
    }

    [Fact]
    public void Where_databases_are_is_known_without_their_secrets()
    {
        _folder.WithFerry(
            """
            { "Environments": { "production": { "Ssh": { "Host": "bastion" }, "Databases": {
                "main": { "Url": "mysql://app:pw@db/m", "Password": "env:MISSING" }, "other": "env:MISSING" } } } }
            """);

        var databases = _folder.Load().Environment("production").DescribeDatabases();

        databases.Keys.ShouldBe(["main"]);
        (databases["main"].Display, databases["main"].Password).ShouldBe(("mysql://app@db/m", null));
    }

    [Fact]
    public void A_secret_file_that_is_too_large_is_not_read()
    {
        _folder.With("pw", new string('x', 64 * 1024 + 1));

        Should.Throw<FerryException>(() => Resolve("file:pw")).Reason!.ShouldContain("larger than 64 KiB");
    }

    [Theory]
    [InlineData("file:pw", "pw", "config.secret-file-open")]
    [InlineData(Canary, "ferry.json", "config.password-open")]
    public void A_file_with_a_secret_that_others_can_read_is_a_finding(string password, string file, string code)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        _folder.With("pw", Canary).WithFerry(Section(password));
        var path = Path.Combine(_folder.Path, file);

        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        var open = _folder.Load().Findings;
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var closed = _folder.Load().Findings;

        var finding = open.ShouldHaveSingleItem();
        (finding.Severity, finding.Code, finding.Remedy).ShouldBe((FindingSeverity.Warning, code, $"Run: chmod 600 {path}"));
        closed.ShouldBeEmpty();
    }

    [Fact]
    public void No_secret_shows_up_in_entries_findings_or_texts()
    {
        _folder.WithFerry(
            $$"""
            { "Environments": { "local": { "Databases": {
                "a": { "Engine": "mysql", "Database": "m", "Password": "{{Canary}}" }, "b": "mysql://app:{{Canary}}@db/m",
                "c": { "Url": "mysql://app:{{Canary}}@db/m?tls=none" }, "d": { "Engine": "mysql", "Connection": "App" }, "e": { "Url": "env:SECRET_URL" } } } } }
            """).WithVariable("ConnectionStrings__App", $"Server=db;Database=m;Password={Canary}").WithVariable("SECRET_URL", $"mysql://app:{Canary}@db/m");

        var configuration = _folder.Load();
        var databases = configuration.Environment().ResolveDatabases();

        databases.Values.Select(target => target.Password!.Reveal()).ShouldAllBe(password => password == Canary);
        string.Join('\n', [.. configuration.Entries, .. configuration.Findings, .. databases.Values]).ShouldNotContain(Canary);
    }

    [Theory]
    [InlineData($$"""{ "Ferry": { "Environments": { "local": { "Databases": { "main": { "Password": {{Canary}} } } } } } }""")]
    [InlineData($$"""{ "Ferry": { "Environments": { "local": { "Databases": { "main": "mysql:/app:{{Canary}}@db" } } } } }""")]
    [InlineData($$"""{ "Ferry": { "Environments": { "local": { "Databases": { "main": { "Password": ["{{Canary}}"] } } } } } }""")]
    [InlineData($$"""{ "Ferry": { "Environments": { "local": { "Databases": { "main": { "Pasword": "{{Canary}}" } } } } } }""")]
    [InlineData($$"""{ "Ferry": { "Environments": { "local": { "Databases": { "main": { "Connection": "Server=db;Password={{Canary}}" } } } } } }""")]
    public void No_secret_shows_up_in_an_error(string file)
    {
        _folder.With("ferry.json", file);

        var error = Should.Throw<FerryException>(() => _folder.Load());

        string.Join('\n', error.ToString(), error.Reason, error.Remedy).ShouldNotContain(Canary);
    }

    private string Resolve(string password) => _folder.WithFerry(Section(password)).Load().Environment().ResolveDatabase("main").Password!.Reveal();

    private static string Section(string password) =>
        $$"""{ "Environments": { "local": { "Databases": { "main": { "Engine": "mysql", "Database": "m", "Password": "{{password}}" } } } } }""";
}
