using System.Net;
using Ferry.Databases;
using Ferry.MySql.Tls;
using Ferry.Tunnels;

namespace Ferry.MySql.Tests.Tls;

public sealed class TlsPolicyTests
{
    [Theory]
    [InlineData("db.example.com")]
    [InlineData("192.0.2.2")]
    [InlineData("fd00::2")]
    [InlineData("localhost.example.com")]
    [InlineData("127.0.0.1.example.com")]
    public void Verifies_everything_by_default_where_the_host_is_not_loopback(string host) =>
        TlsPolicy.Of(Target(host)).ShouldBe(new TlsPolicy(Wanted: true, Required: true, CertificateTrust.AuthorityAndName, host));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("::1")]
    [InlineData("localhost")]
    [InlineData(null)]
    public void Takes_what_is_offered_on_loopback(string? host) =>
        TlsPolicy.Of(Target(host)).ShouldBe(new TlsPolicy(Wanted: true, Required: false, CertificateTrust.Any, host ?? "localhost"));

    [Fact]
    public void Does_not_encrypt_a_unix_socket_unless_told_to()
    {
        var target = Target(null) with { Socket = "/run/mysqld/mysqld.sock" };

        TlsPolicy.Of(target).Wanted.ShouldBeFalse();
        TlsPolicy.Of(target with { Tls = new(TlsMode.VerifyFull) }).Required.ShouldBeTrue();
    }

    [Fact]
    public void Leaves_encryption_to_the_tunnel_but_verifies_the_configured_name_when_told_to()
    {
        var target = Target("db.example.com") with { Entrance = new TunnelEntrance(() => new IPEndPoint(IPAddress.Loopback, 40001)) };

        TlsPolicy.Of(target).ShouldBe(new TlsPolicy(Wanted: true, Required: false, CertificateTrust.Any, "db.example.com"));
        TlsPolicy.Of(target with { Tls = new(TlsMode.VerifyFull) })
            .ShouldBe(new TlsPolicy(Wanted: true, Required: true, CertificateTrust.AuthorityAndName, "db.example.com"));
    }

    [Fact]
    public void Asks_a_named_authority_on_loopback_too()
    {
        var target = Target("127.0.0.1") with { Tls = new(CaFile: "ca.pem") };

        TlsPolicy.Of(target).ShouldBe(new TlsPolicy(Wanted: true, Required: true, CertificateTrust.Authority, "127.0.0.1"));
    }

    [Theory]
    [InlineData(TlsMode.None, false, CertificateTrust.Any)]
    [InlineData(TlsMode.Insecure, true, CertificateTrust.Any)]
    [InlineData(TlsMode.VerifyCa, true, CertificateTrust.Authority)]
    [InlineData(TlsMode.VerifyFull, true, CertificateTrust.AuthorityAndName)]
    internal void Does_what_is_said_on_every_host(TlsMode mode, bool required, CertificateTrust trust)
    {
        foreach (var host in new[] { "db.example.com", "127.0.0.1" })
        {
            TlsPolicy.Of(Target(host) with { Tls = new(mode) }).ShouldBe(new TlsPolicy(Wanted: required, required, trust, host));
        }
    }

    private static DatabaseTarget Target(string? host) => new() { Engine = "mysql", Host = host };
}
