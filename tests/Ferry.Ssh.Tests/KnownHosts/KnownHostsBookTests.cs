using Ferry.Ssh.KnownHosts;

namespace Ferry.Ssh.Tests.KnownHosts;

public sealed class KnownHostsBookTests : IDisposable
{
    private static readonly HostAddress _host = new("db.example.com", 22);
    private static readonly PublicKey _key = SampleKey.Ed25519(1);
    private static readonly PublicKey _other = SampleKey.Ed25519(2);
    private static readonly PublicKey _rsa = SampleKey.Make("ssh-rsa", 1, 2, 3);
    private static readonly PublicKey _authority = SampleKey.Ed25519(9);
    private readonly UserHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_recorded_key_is_known_by_the_line_that_has_it() =>
        Judge(_key, $"# mine\ndb.example.com {_other.Text}\ndb.example.com {_key.Text} comment").ShouldBe(
            new HostKeyFinding(HostKeyStanding.Known, $"{_home.KnownHosts}:3", _key));

    [Fact]
    public void A_host_of_which_nothing_is_recorded_is_unknown() =>
        Judge(_key, $"db {_key.Text}\n!db.example.com,* {_key.Text}").Standing.ShouldBe(HostKeyStanding.Unknown);

    [Fact]
    public void Another_key_of_the_same_type_is_a_changed_one() =>
        Judge(_key, $"db.example.com {_rsa.Text}\ndb.example.com {_other.Text}").ShouldBe(
            new HostKeyFinding(HostKeyStanding.Changed, $"{_home.KnownHosts}:2", _other));

    [Fact]
    public void A_key_of_another_type_than_the_recorded_one_is_a_changed_one() =>
        Judge(_key, $"db.example.com {_rsa.Text}").Standing.ShouldBe(HostKeyStanding.Changed);

    [Fact]
    public void A_recorded_key_of_a_type_that_no_server_shows_any_more_says_nothing() =>
        Judge(_key, $"db.example.com {SampleKey.Make("ssh-dss", 1).Text}").Standing.ShouldBe(HostKeyStanding.Unknown);

    [Theory]
    [InlineData("@revoked * KEY\ndb.example.com KEY")]
    [InlineData("db.example.com KEY\n@revoked db.example.com KEY")]
    public void A_revocation_outweighs_every_other_line(string lines) =>
        Judge(_key, lines.Replace("KEY", _key.Text)).Standing.ShouldBe(HostKeyStanding.Revoked);

    [Fact]
    public void A_key_that_is_revoked_for_another_host_is_not_revoked_here() =>
        Judge(_key, $"@revoked db2 {_key.Text}\ndb.example.com {_key.Text}").Standing.ShouldBe(HostKeyStanding.Known);

    [Fact]
    public void A_line_of_a_further_file_counts_as_well()
    {
        File.WriteAllText(_home.KnownHosts, $"db.example.com {_other.Text}\n");
        var second = _home.Write("known_hosts2", $"db.example.com {_key.Text}\n");

        KnownHostsReader.Read([_home.KnownHosts, second, _home.InSsh("none")]).Judge(_host, new PresentedKey(_key)).Place.ShouldBe($"{second}:1");
    }

    [Fact]
    public void A_port_has_its_own_lines()
    {
        var host = new HostAddress("db.example.com", 2222);

        Judge(host, _key, $"[db.example.com]:2222 {_key.Text}").Standing.ShouldBe(HostKeyStanding.Known);
        Judge(host, _key, $"[db.example.com]:2223 {_key.Text}").Standing.ShouldBe(HostKeyStanding.Unknown);
        Judge(host, _key, $"db.example.com {_key.Text}\n[db.example.com]:2222 {_other.Text}").Standing.ShouldBe(HostKeyStanding.Changed);
    }

    [Fact]
    public void The_key_that_a_host_has_on_port_22_is_known_on_others_and_another_key_is_not_called_changed()
    {
        var host = new HostAddress("db.example.com", 2222);

        Judge(host, _key, $"db.example.com {_key.Text}").Standing.ShouldBe(HostKeyStanding.Known);
        Judge(host, _other, $"db.example.com {_key.Text}").Standing.ShouldBe(HostKeyStanding.Unknown);
        Judge(host, _key, $"db.example.com {_key.Text}\n@revoked db.example.com {_key.Text}").Standing.ShouldBe(HostKeyStanding.Revoked);
    }

    [Fact]
    public void A_certificate_of_a_recorded_authority_makes_a_host_known() =>
        Judge(Certified("db.example.com"), $"@cert-authority *.example.com {_authority.Text}").ShouldBe(
            new HostKeyFinding(HostKeyStanding.Known, $"{_home.KnownHosts}:1", _authority));

    [Theory]
    [InlineData("web.example.com", true, false)]
    [InlineData("db.example.com", false, false)]
    [InlineData("db.example.com", true, true)]
    public void A_certificate_that_is_not_for_this_host_counts_for_nothing(string principal, bool forHosts, bool conditional)
    {
        var shown = new PresentedKey(_key, new HostCertificate(_authority, forHosts, [principal], conditional));

        Judge(shown, $"@cert-authority * {_authority.Text}").Standing.ShouldBe(HostKeyStanding.Unknown);
        Judge(shown, $"@cert-authority * {_authority.Text}\ndb.example.com {_key.Text}").Standing.ShouldBe(HostKeyStanding.Known);
    }

    [Fact]
    public void A_certificate_without_names_is_for_no_host() =>
        Judge(Certified(), $"@cert-authority * {_authority.Text}").Standing.ShouldBe(HostKeyStanding.Unknown);

    [Fact]
    public void A_certificate_of_another_authority_or_of_a_revoked_one_is_refused()
    {
        Judge(Certified("db.example.com"), $"@cert-authority * {_other.Text}").Standing.ShouldBe(HostKeyStanding.Unknown);
        Judge(Certified("db.example.com"), $"@cert-authority * {_authority.Text}\n@revoked * {_authority.Text}").Standing.ShouldBe(HostKeyStanding.Revoked);
    }

    [Fact]
    public void An_authority_is_no_host_key() =>
        Judge(_authority, $"@cert-authority * {_authority.Text}").Standing.ShouldBe(HostKeyStanding.Unknown);

    [Theory]
    [InlineData("db.example.com ssh-ed25519", "has no key", false)]
    [InlineData("db.example.com ssh-ed25519 AAAA", "has a key that cannot be read", false)]
    [InlineData("db.example.com ssh-rsa KEY", "has a key that cannot be read", false)]
    [InlineData("db.example.com ssh-ed25519 KEYx", "has a key that cannot be read", false)]
    [InlineData("|1|abc|def ssh-ed25519 KEY", "has no host that can be read", false)]
    [InlineData("|2|abc|def ssh-ed25519 KEY", "has no host that can be read", false)]
    [InlineData("db.example.com 1024 35 1234567", "has a key that cannot be read", false)]
    [InlineData("@revoked db.example.com ssh-ed25519 AAAA", "has a key that cannot be read", true)]
    [InlineData("@revoked", "has no host that can be read", true)]
    [InlineData("@revoced db.example.com ssh-ed25519 KEY", "has the marker @revoced, which is not known", true)]
    public void A_line_that_cannot_be_read_is_named_and_says_whether_it_may_revoke(string line, string reason, bool mayRevoke)
    {
        _home.Write("known_hosts", $"\n{line.Replace("KEY", _key.Text.Split(' ')[1])}\ndb.example.com {_key.Text}\n");

        var book = KnownHostsReader.Read([_home.KnownHosts]);

        var unreadable = book.Unreadable.ShouldHaveSingleItem();
        unreadable.Place.ShouldBe($"{_home.KnownHosts}:2");
        unreadable.Reason.ShouldBe(reason);
        unreadable.Concerns(_host).ShouldBe(mayRevoke);
        book.Judge(_host, new PresentedKey(_key)).Standing.ShouldBe(HostKeyStanding.Known);
    }

    [Fact]
    public void A_damaged_revocation_for_another_host_does_not_concern_this_one()
    {
        _home.Write("known_hosts", "@revoked db2.example.com ssh-ed25519 AAAA");

        KnownHostsReader.Read([_home.KnownHosts]).Unreadable.ShouldHaveSingleItem().Concerns(_host).ShouldBeFalse();
    }

    [Fact]
    public void Hosts_compare_without_case_also_hashed()
    {
        var host = new HostAddress("DB.Example.com", 22);

        Judge(host, _key, $"db.EXAMPLE.com {_key.Text}").Standing.ShouldBe(HostKeyStanding.Known);
        Judge(host, _key, $"{HostNames.Hash("db.example.com", new byte[20])} {_key.Text}").Standing.ShouldBe(HostKeyStanding.Known);
    }

    private static PresentedKey Certified(params string[] principals) => new(_key, new HostCertificate(_authority, IsForHosts: true, principals));

    private HostKeyFinding Judge(PublicKey key, string lines) => Judge(_host, key, lines);

    private HostKeyFinding Judge(HostAddress host, PublicKey key, string lines) => Judge(new PresentedKey(key), lines, host);

    private HostKeyFinding Judge(PresentedKey shown, string lines, HostAddress? host = null)
    {
        _home.Write("known_hosts", lines);
        return KnownHostsReader.Read([_home.KnownHosts]).Judge(host ?? _host, shown);
    }
}
