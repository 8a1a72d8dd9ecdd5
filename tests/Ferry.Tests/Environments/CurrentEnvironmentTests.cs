namespace Ferry.Tests.Environments;

public sealed class CurrentEnvironmentTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Is_local_when_nothing_says_otherwise() => _folder.Load().Current.ShouldBe("local");

    [Fact]
    public void Is_the_first_name_that_is_set()
    {
        _folder.WithVariable("APP_ENV", "five").Load().Current.ShouldBe("five");
        _folder.WithVariable("ASPNETCORE_ENVIRONMENT", "four").Load().Current.ShouldBe("four");
        _folder.WithVariable("DOTNET_ENVIRONMENT", "three").Load().Current.ShouldBe("three");
        _folder.WithFerry("""{ "Current": "two" }""").Load().Current.ShouldBe("two");
        _folder.WithVariable("FERRY_ENVIRONMENT", "one").Load().Current.ShouldBe("one");
    }

    [Fact]
    public void An_empty_variable_is_not_set() =>
        _folder.WithVariable("FERRY_ENVIRONMENT", "").WithVariable("APP_ENV", "staging").Load().Current.ShouldBe("staging");

    [Theory]
    [InlineData("Development", "local")]
    [InlineData("LOCAL", "local")]
    [InlineData("Staging", "staging")]
    public void Names_compare_without_case_and_Development_means_local(string name, string current) =>
        _folder.WithVariable("DOTNET_ENVIRONMENT", name).Load().Current.ShouldBe(current);

    [Fact]
    public void Development_and_local_are_the_same_environment_and_cannot_both_be_there()
    {
        _folder.WithFerry("""{ "Environments": { "local": {}, "Development": {} } }""");

        _folder.Problems().Single().ShouldBe("ferry.json:1:45: the environment local is there twice; Development means local.");
    }

    [Fact]
    public void The_env_file_may_say_it() => _folder.With(".env", "APP_ENV=staging").Load().Current.ShouldBe("staging");

    [Theory]
    [InlineData("production", true)]
    [InlineData("Prod", true)]
    [InlineData("staging", false)]
    public void Production_is_protected_by_default(string name, bool expected) =>
        _folder.WithFerry($$"""{ "Environments": { "{{name}}": {} } }""").Load().Environment(name).Protected.ShouldBe(expected);

    [Fact]
    public void Protection_can_be_said_either_way()
    {
        var configuration = _folder.WithFerry("""{ "Environments": { "production": { "Protected": false }, "demo": { "Protected": true } } }""").Load();

        (configuration.Environment("production").Protected, configuration.Environment("demo").Protected).ShouldBe((false, true));
    }

    [Fact]
    public void An_unknown_environment_is_not_found_and_the_nearest_is_named()
    {
        var configuration = _folder.WithFerry("""{ "Environments": { "production": {}, "staging": {} } }""").Load();

        var error = Should.Throw<FerryException>(() => configuration.Environment("prodution"));

        (error.Kind, error.Code).ShouldBe((FailureKind.NotFound, "config.environment-unknown"));
        error.Message.ShouldContain("Did you mean 'production'?");
        error.Reason.ShouldBe("The configuration has production, staging.");
    }

    [Fact]
    public void An_environment_behind_ssh_has_a_route_unless_it_is_the_current_one()
    {
        _folder.WithFerry("""{ "Environments": { "production": { "Ssh": { "Host": "db.example.com" }, "Databases": { "main": "mysql://app@127.0.0.1/movies" } } } }""");

        var elsewhere = _folder.Load().Environment("production");
        var inPlace = _folder.WithVariable("FERRY_ENVIRONMENT", "production").Load().Environment();

        elsewhere.ResolveRoute().ShouldNotBeNull().ToString().ShouldBe("db.example.com");
        inPlace.Ssh.ShouldBeNull();
        inPlace.ResolveRoute().ShouldBeNull();
        inPlace.ResolveDatabases()["main"].Display.ShouldBe("mysql://app@127.0.0.1/movies");
    }
}
