using Ferry.TestServers;

namespace Ferry.Ssh.Tests.KnownHosts;

/// <summary>Servers that show a certificate in the place of a key.</summary>
public sealed class HostCertificateTests : IDisposable
{
    private readonly UserHome _keys = new();

    public void Dispose() => _keys.Dispose();

    [Theory]
    [InlineData("ed25519", "ed25519")]
    [InlineData("rsa", "ecdsa")]
    [InlineData("ecdsa", "rsa")]
    public async Task A_certificate_of_a_recorded_authority_is_enough(string hostType, string authorityType)
    {
        await using var account = await CreateAsync(hostType, authorityType, "-n", "127.0.0.1");

        await account.LogInAsync();
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused_and_the_key_counts_as_unknown()
    {
        await using var account = await CreateAsync("ed25519", "ed25519", "-n", "web.example.com");

        var failure = await account.FailAsync();

        failure.Code.ShouldBe("ssh.host-key-unknown");
        failure.Reason!.ShouldContain($"{account.Home.KnownHosts}:1 names an authority, but the server showed no certificate of it for this name.");
    }

    [Fact]
    public async Task A_certificate_that_is_over_is_refused()
    {
        await using var account = await CreateAsync("ed25519", "ed25519", "-n", "127.0.0.1", "-V", "20200101:20200102");

        var failure = await account.FailAsync();

        failure.Kind.ShouldBe(FailureKind.Unreachable);
        failure.Code.ShouldBe("ssh.host-certificate");
    }

    [Fact]
    public async Task A_certificate_of_a_user_says_nothing_about_a_host()
    {
        await using var account = await CreateAsync("ed25519", "ed25519", isForHosts: false, "-n", "127.0.0.1");

        (await account.FailAsync()).Kind.ShouldBe(FailureKind.Unreachable);
    }

    [Fact]
    public async Task A_revoked_authority_is_refused()
    {
        await using var account = await CreateAsync("ed25519", "ed25519", "-n", "127.0.0.1");
        await File.AppendAllTextAsync(account.Home.KnownHosts, $"@revoked * {_keys.PublicKeyOf("authority").Text}\n", TestContext.Current.CancellationToken);

        (await account.FailAsync()).Code.ShouldBe("ssh.host-key-revoked");
    }

    [Fact]
    public async Task A_host_whose_key_is_recorded_is_known_although_it_has_a_certificate_of_nobody()
    {
        await using var account = await CreateAsync("ed25519", "ed25519", "-n", "127.0.0.1");
        account.Know(_keys.PublicKeyOf("host"));

        await account.LogInAsync();
    }

    private Task<Account> CreateAsync(string hostType, string authorityType, params string[] options) => CreateAsync(hostType, authorityType, isForHosts: true, options);

    private async Task<Account> CreateAsync(string hostType, string authorityType, bool isForHosts, params string[] options)
    {
        var authority = await _keys.MakeKeyAsync("authority", authorityType);
        var host = await _keys.MakeKeyAsync("host", hostType);
        await Tool.KeygenAsync(["-q", "-s", authority, "-I", "host", .. isForHosts ? new[] { "-h" } : [], .. options, $"{host}.pub"]);
        var account = new Account(new UserHome(), await SshServer.StartAsync([host], [$"HostCertificate {host}-cert.pub"], TestContext.Current.CancellationToken));
        account.Home.Write("known_hosts", $"@cert-authority {account.Entry} {_keys.PublicKeyOf("authority").Text}\n");
        await account.MakeAuthorizedKeyAsync();
        return account;
    }
}
