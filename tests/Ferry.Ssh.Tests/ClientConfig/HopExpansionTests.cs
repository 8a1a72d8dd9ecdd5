using Ferry.Ssh.ClientConfig;
using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.ClientConfig;

public sealed class HopExpansionTests : IDisposable
{
    private readonly UserHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Without_a_configuration_the_defaults_of_ssh_apply()
    {
        var hop = Only(new SshHop { Host = "db.example.com" });

        (hop.Host, hop.Port, hop.Username, hop.KeysAreNamed).ShouldBe(("db.example.com", 22, Environment.UserName, false));
        hop.Keys.ShouldBe([_home.InSsh("id_ed25519"), _home.InSsh("id_ecdsa"), _home.InSsh("id_rsa")]);
        hop.KnownHosts.ShouldBe([_home.KnownHosts, _home.InSsh("known_hosts2"), _home.InSsh("system_known_hosts")]);
        hop.RecordIn.ShouldBe(_home.KnownHosts);
        hop.TrustCommand.ShouldBe("ferry trust db.example.com");
    }

    [Fact]
    public void An_alias_gives_everything_that_is_said_about_it()
    {
        _home.Write("config", $"""
            Host production
              HostName db.example.com
              User deploy
              Port 2222
              IdentityFile ~/.ssh/deploy_%n_%r
              IdentityFile {_home.Path}/%h.key
              IdentitiesOnly yes
              HostKeyAlias the-database
              HashKnownHosts yes
              IdentityAgent ~/agent.sock
              UserKnownHostsFile ~/.ssh/known_%h "{_home.Path}/known two"
            Host *
              User somebody
              IdentityFile /keys/last
            """);

        var hop = Only(new SshHop { Host = "production" });

        hop.ToString().ShouldBe("deploy@db.example.com:2222");
        hop.Keys.ShouldBe([_home.InSsh("deploy_production_deploy"), $"{_home.Path}/db.example.com.key", "/keys/last"]);
        (hop.KeysAreNamed, hop.IdentitiesOnly, hop.HostKeyAlias, hop.HashKnownHosts).ShouldBe((true, true, "the-database", true));
        hop.AgentSocket.ShouldBe($"{_home.Path}/agent.sock");
        hop.KnownHosts.ShouldBe([_home.InSsh("known_db.example.com"), $"{_home.Path}/known two", _home.InSsh("system_known_hosts")]);
    }

    [Fact]
    public void What_the_route_says_goes_before_the_alias()
    {
        _home.Write("config", "Host production\nUser deploy\nPort 2222\nIdentityFile /keys/one\nUserKnownHostsFile /known/one\n");

        var hop = Only(new SshHop { Host = "production", Username = "ann", Port = 22, Keys = ["mine", "/keys/two", "~/three"], KnownHosts = ["/known/two"] });

        hop.ToString().ShouldBe("ann@production");
        hop.Keys.ShouldBe([_home.InSsh("mine"), "/keys/two", $"{_home.Path}/three"]);
        hop.KnownHosts.ShouldBe(["/known/two"]);
        hop.RecordIn.ShouldBe("/known/two");
    }

    [Fact]
    public void The_machines_configuration_is_read_after_the_users()
    {
        _home.Write("config", "Host db\nPort 2222\n");
        _home.Write("system_config", "Host *\nPort 3333\nUser deploy\n");

        Only(new SshHop { Host = "db" }).ToString().ShouldBe("deploy@db:2222");
    }

    [Fact]
    public void Jump_hosts_are_aliases_themselves_and_come_in_the_order_of_the_way()
    {
        _home.Write("config", """
            Host production
              ProxyJump bastion,ann@inner:2022
            Host bastion
              HostName bastion.example.com
              ProxyJump ssh://gate.example.com:2200
            Host inner
              User nobody
              ProxyJump elsewhere
            """);

        var hops = Expand(new SshHop { Host = "production", Username = "deploy" });

        hops.Select(hop => $"{hop}").ShouldBe(
            [$"{Environment.UserName}@gate.example.com:2200", $"{Environment.UserName}@bastion.example.com", "ann@inner:2022", "deploy@production"]);
    }

    [Fact]
    public void The_routes_own_jump_hosts_take_the_place_of_the_aliass()
    {
        _home.Write("config", "Host production\nProxyJump elsewhere\nHost bastion\nProxyJump gate\n");

        Expand(new SshHop { Host = "bastion", Username = "a" }, new SshHop { Host = "production", Username = "b" })
            .Select(hop => hop.Name).ShouldBe(["gate", "bastion", "production"]);
    }

    [Fact]
    public void No_jump_is_made_where_it_says_none()
    {
        _home.Write("config", "Host production\nProxyJump none\nHost *\nProxyJump bastion\n");

        Expand(new SshHop { Host = "production" }).Count.ShouldBe(1);
    }

    [Fact]
    public void Jump_hosts_that_lead_in_a_circle_are_refused_with_the_line()
    {
        _home.Write("config", "Host *\nProxyJump bastion\n");

        var failure = Should.Throw<FerryException>(() => Expand(new SshHop { Host = "production" }));

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Usage, "ssh.config-line"));
        failure.Reason!.ShouldContain($"{_home.InSsh("config")}:2: proxyjump leads in a circle");
    }

    [Fact]
    public void A_proxy_command_is_refused_with_what_to_write_instead()
    {
        _home.Write("config", "Host production\nProxyCommand ssh -W %h:%p bastion\n");

        var failure = Should.Throw<FerryException>(() => Expand(new SshHop { Host = "production" }));

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unsupported, "ssh.proxy-command"));
        failure.Reason.ShouldBe($"{_home.InSsh("config")}:2: ProxyCommand ssh -W %h:%p bastion");
        failure.Remedy!.ShouldContain("ProxyJump");
    }

    [Fact]
    public void A_proxy_command_of_a_host_that_is_reached_through_another_one_does_not_matter()
    {
        _home.Write("config", "Host production\nProxyCommand nc %h %p\n");

        Expand(new SshHop { Host = "bastion" }, new SshHop { Host = "production" }).Count.ShouldBe(2);
    }

    [Fact]
    public void Included_files_count_where_they_are_included()
    {
        Directory.CreateDirectory(_home.InSsh("config.d"));
        _home.Write("config.d/10-first", "Port 1\nHost db\nPort 2\nUser deploy\n");
        _home.Write("config.d/20-second", "Port 3\n");
        _home.Write("config.d/.hidden", "Port 4\n");
        _home.Write("config", "Host db\nInclude config.d/*\nHost web\nInclude ~/.ssh/config.d/10-*\nHost *\nPort 9\n");

        Only(new SshHop { Host = "db" }).ToString().ShouldBe("deploy@db:1");
        Only(new SshHop { Host = "web", Username = "a" }).ToString().ShouldBe("a@web:1");
        Only(new SshHop { Host = "other", Username = "a" }).ToString().ShouldBe("a@other:9");
    }

    [Fact]
    public void Files_that_include_each_other_are_refused()
    {
        _home.Write("config", "Include config\n");

        Should.Throw<FerryException>(() => Expand(new SshHop { Host = "db" })).Reason!.ShouldContain("nested deeper than 16 files");
    }

    [Fact]
    public void A_condition_that_is_not_evaluated_is_noted_with_its_line_and_its_block_is_passed_over()
    {
        _home.Write("config", "Match host web exec \"true\"\nPort 1\nMatch host db exec \"true\"\nPort 2\nMatch all\nPort 3\n");

        var hop = Only(new SshHop { Host = "db", Username = "a" });

        hop.Port.ShouldBe(3);
        hop.Notes.ShouldHaveSingleItem().Message.ShouldStartWith($"{_home.InSsh("config")}:3: 'Match exec' is not evaluated");
    }

    [Theory]
    [InlineData("Port ssh", "1: port is no port")]
    [InlineData("Port 0", "1: port is no port")]
    [InlineData("\nUser \"ann", "2: user has a quote that is not closed")]
    [InlineData("IdentityFile ~/.ssh/%C", "1: identityfile takes the token %C")]
    [InlineData("IdentityFile ${HOME}/key", "1: identityfile takes a variable")]
    [InlineData("ProxyJump bastion,,x", "1: proxyjump has '', which is no host")]
    [InlineData("ProxyJump bastion:70000", "1: proxyjump has 'bastion:70000', which is no host")]
    [InlineData("User", "1: user has no value")]
    [InlineData("IdentitiesOnly maybe", "1: identitiesonly is neither yes nor no")]
    public void A_line_that_cannot_be_followed_is_named(string text, string reason)
    {
        _home.Write("config", text);

        var failure = Should.Throw<FerryException>(() => Expand(new SshHop { Host = "db" }));

        failure.Kind.ShouldBe(FailureKind.Usage);
        failure.Reason!.ShouldContain($"{_home.InSsh("config")}:{reason}");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("/dev/null")]
    public void Nothing_is_recorded_where_the_users_known_hosts_are_switched_off(string file)
    {
        _home.Write("config", $"UserKnownHostsFile {file}\n");

        var hop = Only(new SshHop { Host = "db" });

        hop.RecordIn.ShouldBeNull();
        hop.KnownHosts.ShouldBe([_home.InSsh("system_known_hosts")]);
    }

    [Fact]
    public void The_command_that_trusts_the_host_names_the_environment_or_the_host()
    {
        var hop = new SshHop { Host = "db", Port = 2222 };

        new HopExpansion(_home.Surroundings).Expand(new SshRoute([hop]) { Environment = "production" })[0].TrustCommand.ShouldBe("ferry trust --env production");
        Only(hop).TrustCommand.ShouldBe("ferry trust db:2222");
    }

    private Hop Only(SshHop hop) => Expand(hop).ShouldHaveSingleItem();

    private IReadOnlyList<Hop> Expand(params SshHop[] hops) => new HopExpansion(_home.Surroundings).Expand(new SshRoute(hops));
}
