namespace Ferry.Tests.Environments;

public sealed class SshRouteTests : IDisposable
{
    private readonly ConfigurationFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_route_goes_through_the_jump_hosts_in_order_to_the_host()
    {
        _folder.WithFerry("""
            { "Environments": { "production": { "Ssh": {
                "Host": "deploy@db.internal", "Port": 2222, "KeepAlive": "5s", "Connections": 4,
                "Jump": ["ann@bastion.example.com:2200", { "Host": "middle", "Username": "bob", "Keys": ["./keys/middle", "id_rsa"] }] } } } }
            """);

        var route = _folder.Load().Environment("production").ResolveRoute().ShouldNotBeNull();

        route.Hops.Select(hop => hop.ToString()).ShouldBe(["ann@bastion.example.com:2200", "bob@middle", "deploy@db.internal:2222"]);
        route.Hops[1].Keys.ShouldBe([Path.Combine(_folder.Path, "keys/middle"), "id_rsa"]);
        (route.KeepAlive, route.Connections, route.Environment).ShouldBe((TimeSpan.FromSeconds(5), 4, "production"));
        route.ToString().ShouldBe("deploy@db.internal:2222 through bob@middle through ann@bastion.example.com:2200");
    }

    [Fact]
    public void Secrets_of_a_hop_are_fetched_when_the_route_is()
    {
        _folder.WithFerry("""{ "Environments": { "production": { "Ssh": { "Host": "db", "Passphrase": "env:PASS", "Jump": [{ "Host": "bastion", "Password": "env:WORD" }] } } } }""")
            .WithVariable("PASS", "phrase");
        var environment = _folder.Load().Environment("production");

        var missing = Should.Throw<FerryException>(environment.ResolveRoute);
        var route = _folder.WithVariable("WORD", "word").Load().Environment("production").ResolveRoute().ShouldNotBeNull();

        (missing.Kind, missing.Code).ShouldBe((FailureKind.Usage, "config.secret-missing"));
        missing.Message.ShouldContain("Ssh:Jump:0:Password");
        (route.Hops[0].Password!.Reveal(), route.Hops[1].Passphrase!.Reveal()).ShouldBe(("word", "phrase"));
    }

    [Theory]
    [InlineData("db.example.com", "db.example.com", null, null)]
    [InlineData("deploy@db.example.com:2222", "db.example.com", 2222, "deploy")]
    [InlineData("a@b@host", null, null, null)]
    [InlineData("[2001:db8::1]:2222", "2001:db8::1", 2222, null)]
    [InlineData("2001:db8::1", "2001:db8::1", null, null)]
    [InlineData("host:0", null, null, null)]
    [InlineData("host:99999", null, null, null)]
    [InlineData("two words", null, null, null)]
    [InlineData("-oProxyCommand=evil", null, null, null)]
    public void A_host_is_read_as_people_write_it(string text, string? host, int? port, string? username)
    {
        _folder.WithFerry($$"""{ "Environments": { "production": { "Ssh": { "Host": "{{text}}" } } } }""");

        if (host is null)
        {
            _folder.Problems().Single().ShouldContain("must be a host such as");
        }
        else
        {
            var hop = _folder.Load().Environment("production").ResolveRoute()!.Hops.Single();
            (hop.Host, hop.Port, hop.Username).ShouldBe((host, port, username));
        }
    }
}
