using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.KnownHosts;

/// <summary>What a real server shows, against what is recorded.</summary>
public sealed class HostKeyTests
{
    private static readonly PublicKey _other = SampleKey.Ed25519(7);

    [Fact]
    public async Task An_unknown_host_is_refused_with_its_fingerprint_and_the_command_that_records_it()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", "");

        var failure = await account.FailAsync();

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.host-key-unknown"));
        var fingerprint = (await Tool.KeygenAsync("-lf", account.Server.PublicHostKey())).Split(' ')[1];
        failure.Reason!.ShouldContain($"ssh-ed25519 {fingerprint}");
        failure.Remedy!.ShouldContain($"ferry trust 127.0.0.1:{account.Server.Port} --fingerprint {fingerprint}");
        account.Server.Log.ShouldNotContain("userauth-request");
    }

    [Fact]
    public async Task A_person_who_trusts_an_unknown_host_is_asked_once_and_the_key_is_recorded()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", "# mine\n");
        var person = new Person { Trusts = true };

        await account.LogInAsync(person: person);
        await account.LogInAsync(person: person);

        person.Hosts.ShouldHaveSingleItem().ShouldBe(
            new UnknownHost("127.0.0.1", account.Server.Port, "ssh-ed25519", account.HostKey().Fingerprint, account.Home.KnownHosts));
        (await File.ReadAllTextAsync(account.Home.KnownHosts, TestContext.Current.CancellationToken)).ShouldBe($"# mine\n{account.Entry} {account.HostKey().Text}\n");
    }

    [Fact]
    public async Task A_person_who_does_not_trust_an_unknown_host_changes_nothing()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", "");

        (await account.FailAsync(person: new Person { Trusts = false })).Code.ShouldBe("ssh.host-key-unknown");

        (await File.ReadAllTextAsync(account.Home.KnownHosts, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_key_is_refused_with_both_fingerprints_and_the_line_and_nobody_is_asked()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", $"\n{account.Entry} {_other.Text}\n");
        var person = new Person { Trusts = true };

        var failure = await account.FailAsync(person: person);

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.host-key-changed"));
        failure.Reason!.ShouldContain($"It showed {account.HostKey()}; {account.Home.KnownHosts}:2 has {_other}.");
        failure.Remedy!.ShouldContain($"ssh-keygen -R '{account.Entry}' -f {account.Home.KnownHosts}");
        person.Hosts.ShouldBeEmpty();
        account.Server.Log.ShouldNotContain("userauth-request");
    }

    [Fact]
    public async Task What_the_remedy_for_a_changed_key_says_works()
    {
        await using var account = await CreateAsync();
        account.Know(_other);
        await account.FailAsync();

        await Tool.KeygenAsync("-R", account.Entry, "-f", account.Home.KnownHosts);

        (await account.FailAsync()).Code.ShouldBe("ssh.host-key-unknown");
        await account.LogInAsync(person: new Person { Trusts = true });
    }

    [Fact]
    public async Task A_revoked_key_is_refused_although_it_is_recorded_too()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", $"{account.Entry} {account.HostKey().Text}\n@revoked * {account.HostKey().Text}\n");

        var failure = await account.FailAsync(person: new Person { Trusts = true });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.host-key-revoked"));
        failure.Reason!.ShouldContain($"{account.Home.KnownHosts}:2");
    }

    [Fact]
    public async Task A_revoked_key_is_refused_although_it_is_pinned()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", $"@revoked * {account.HostKey().Text}\n");

        (await account.FailAsync(account.Hop with { HostKey = account.HostKey().Fingerprint })).Code.ShouldBe("ssh.host-key-revoked");
    }

    [Theory]
    [InlineData("known_hosts")]
    [InlineData("known_hosts2")]
    [InlineData("system_known_hosts")]
    public async Task A_hashed_entry_in_any_of_the_files_makes_the_host_known(string file)
    {
        await using var account = await CreateAsync();
        File.Delete(account.Home.KnownHosts);
        account.Home.Write(file, $"{account.Entry} {account.HostKey().Text}\n");
        await Tool.KeygenAsync("-q", "-H", "-f", account.Home.InSsh(file));

        await account.LogInAsync();
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("ecdsa")]
    [InlineData("ed25519")]
    public async Task Of_a_server_with_several_keys_the_recorded_one_is_asked_for(string recorded)
    {
        await using var account = await Account.CreateAsync(["ed25519", "ecdsa", "rsa"]);
        await account.MakeAuthorizedKeyAsync();
        account.Know(account.HostKey(recorded));

        await account.LogInAsync();
    }

    [Fact]
    public async Task A_pinned_fingerprint_is_enough_and_outweighs_what_is_recorded()
    {
        await using var account = await CreateAsync();
        account.Know(_other);

        await account.LogInAsync(account.Hop with { HostKey = account.HostKey().Fingerprint });
    }

    [Fact]
    public async Task A_key_that_is_not_the_pinned_one_is_refused_although_it_is_recorded()
    {
        await using var account = await CreateAsync();

        var failure = await account.FailAsync(account.Hop with { HostKey = _other.Fingerprint }, new Person { Trusts = true });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.host-key-changed"));
        failure.Reason!.ShouldContain(_other.Fingerprint);
        failure.Reason!.ShouldContain(account.HostKey().Fingerprint);
    }

    [Fact]
    public async Task A_pin_with_its_type_finds_that_key_among_several()
    {
        await using var account = await Account.CreateAsync(["ed25519", "rsa"]);
        await account.MakeAuthorizedKeyAsync();

        await account.LogInAsync(account.Hop with { HostKey = $"{account.HostKey("rsa")}" });
        (await account.FailAsync(account.Hop with { HostKey = account.HostKey("rsa").Fingerprint })).Remedy!.ShouldContain("put its type before");
    }

    [Theory]
    [InlineData("SHA256:short")]
    [InlineData("MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48")]
    public async Task A_pin_that_is_no_fingerprint_is_refused(string pin)
    {
        await using var account = await CreateAsync();

        (await account.FailAsync(account.Hop with { HostKey = pin })).Code.ShouldBe("ssh.host-key-format");
    }

    [Fact]
    public async Task A_line_that_cannot_be_read_is_noted_and_one_that_may_revoke_the_key_is_refused()
    {
        await using var account = await CreateAsync();
        var known = $"{account.Entry} {account.HostKey().Text}\n";
        account.Home.Write("known_hosts", $"{account.Entry} ssh-ed25519 AAAA\n{known}");

        (await account.LogInAsync()).ShouldHaveSingleItem().Message.ShouldContain($"{account.Home.KnownHosts}:1 has a key that cannot be read");

        account.Home.Write("known_hosts", $"@revoked {account.Entry} ssh-ed25519 AAAA\n{known}");
        (await account.FailAsync()).Code.ShouldBe("ssh.known-hosts-line");
    }

    [Fact]
    public async Task A_server_that_offers_only_sha_1_is_refused()
    {
        await using var account = await Account.CreateAsync(["rsa"], "HostKeyAlgorithms ssh-rsa");

        (await account.FailAsync(account.Hop with { Password = new Secret("x") })).Kind.ShouldBe(FailureKind.Unreachable);
    }

    [Fact]
    public async Task The_name_that_ssh_config_gives_for_the_key_is_looked_up()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", $"the-database {account.HostKey().Text}\n");
        account.Home.Write("config", "HostKeyAlias the-database\n");

        await account.LogInAsync();
    }

    [Fact]
    public async Task Names_are_recorded_hashed_where_ssh_config_says_so()
    {
        await using var account = await CreateAsync();
        account.Home.Write("known_hosts", "");
        account.Home.Write("config", "HashKnownHosts yes\n");

        await account.LogInAsync(person: new Person { Trusts = true });

        (await File.ReadAllTextAsync(account.Home.KnownHosts, TestContext.Current.CancellationToken)).ShouldStartWith("|1|");
        await account.LogInAsync();
    }

    private static async Task<Account> CreateAsync()
    {
        var account = await Account.CreateAsync();
        await account.MakeAuthorizedKeyAsync();
        return account;
    }
}
