namespace Ferry.Ssh.Tests.Keys;

public sealed class KeyLoginTests : IAsyncLifetime
{
    private Account _account = null!;

    public async ValueTask InitializeAsync() => _account = await Account.CreateAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Theory]
    [InlineData("ed25519", "")]
    [InlineData("ecdsa", "-b256")]
    [InlineData("ecdsa", "-b521")]
    [InlineData("rsa", "-b2048")]
    [InlineData("rsa", "-mPEM")]
    [InlineData("rsa", "-mPKCS8")]
    [InlineData("ecdsa", "-mPEM")]
    [InlineData("ecdsa", "-mPKCS8")]
    public async Task Logs_in_with_keys_of_every_type_and_format(string type, string option)
    {
        await _account.MakeAuthorizedKeyAsync("deploy_key", type, "", option.Length > 0 ? [option] : []);

        (await _account.LogInAsync(_account.Hop with { Keys = ["deploy_key"] })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ed25519", "")]
    [InlineData("rsa", "-mPEM")]
    [InlineData("rsa", "-mPKCS8")]
    [InlineData("ecdsa", "-mPKCS8")]
    public async Task Opens_encrypted_keys_of_every_format(string type, string option)
    {
        await _account.MakeAuthorizedKeyAsync("deploy_key", type, "open sesame", option.Length > 0 ? [option] : []);

        (await _account.LogInAsync(_account.Hop with { Keys = ["deploy_key"], Passphrase = new Secret("open sesame") })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ed25519.ppk", null)]
    [InlineData("ed25519-v2.ppk", null)]
    [InlineData("ed25519-encrypted.ppk", "open sesame")]
    [InlineData("rsa-encrypted-v2.ppk", "open sesame")]
    public async Task Logs_in_with_PuTTYs_keys(string file, string? passphrase)
    {
        var key = _account.Home.Write("putty.ppk", await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Keys", "Putty", file), TestContext.Current.CancellationToken));
        _account.Server.Authorize(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Keys", "Putty", "authorized_keys"), TestContext.Current.CancellationToken));

        (await _account.LogInAsync(_account.Hop with { Keys = [key], Passphrase = passphrase is null ? null : new Secret(passphrase) })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Signs_with_rsa_sha2_and_never_with_sha_1()
    {
        await _account.MakeAuthorizedKeyAsync("id_rsa", "rsa");

        await _account.LogInAsync();

        _account.Server.Log.ShouldContain("rsa-sha2-512");
        _account.Server.Log.ShouldNotContain("pkalg ssh-rsa ");
    }

    [Fact]
    public async Task A_server_that_takes_only_rsa_sha2_256_is_logged_in_to()
    {
        await using var account = await Account.CreateAsync(null, "PubkeyAcceptedAlgorithms rsa-sha2-256");
        await account.MakeAuthorizedKeyAsync("id_rsa", "rsa");

        await account.LogInAsync();
    }

    [Fact]
    public async Task Default_keys_that_are_not_there_are_passed_over_without_a_word()
    {
        await _account.MakeAuthorizedKeyAsync("id_ecdsa", "ecdsa");

        (await _account.LogInAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_named_key_that_is_not_there_is_skipped_with_a_note()
    {
        await _account.MakeAuthorizedKeyAsync("deploy_key");

        var notes = await _account.LogInAsync(_account.Hop with { Keys = ["missing_key", "deploy_key"] });

        notes.ShouldHaveSingleItem().Message.ShouldContain($"The key {_account.Home.InSsh("missing_key")} was skipped");
    }

    [Fact]
    public async Task A_key_that_the_server_refuses_leads_to_the_next()
    {
        await _account.Home.MakeKeyAsync("wrong_key");
        await _account.Home.MakeKeyAsync("wrong_rsa", "rsa");
        await _account.MakeAuthorizedKeyAsync("right_key");

        (await _account.LogInAsync(_account.Hop with { Keys = ["wrong_key", "wrong_rsa", "right_key"] })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_key_that_was_tried_is_named_when_all_fail()
    {
        var first = await _account.Home.MakeKeyAsync("first_key");
        var second = await _account.Home.MakeKeyAsync("second_key");
        var locked = await _account.Home.MakeKeyAsync("locked_key", "ed25519", "open sesame");

        var failure = await _account.FailAsync(_account.Hop with { Keys = ["missing_key", "first_key", "second_key", "locked_key"] });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.login-refused"));
        failure.Reason!.ShouldContain($"{_account.Home.InSsh("missing_key")} (not there)");
        failure.Reason!.ShouldContain($"{first} (refused)");
        failure.Reason!.ShouldContain($"{second} (refused)");
        failure.Reason!.ShouldContain($"{locked} (encrypted, and nothing gives its passphrase)");
        failure.Remedy!.ShouldContain("authorized_keys");
    }

    [Fact]
    public async Task Nothing_to_log_in_with_is_said_before_anything_is_sent()
    {
        var failure = await _account.FailAsync();

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Key, "ssh.no-key"));
    }

    [Fact]
    public async Task A_server_that_hangs_up_after_too_many_keys_is_told_from_one_that_refuses()
    {
        await using var account = await Account.CreateAsync(null, "MaxAuthTries 2");
        string[] keys = ["a", "b", "c", "d"];
        foreach (var key in keys)
        {
            await account.Home.MakeKeyAsync(key);
        }

        var failure = await account.FailAsync(account.Hop with { Keys = keys });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Unreachable, "ssh.too-many-keys"));
        failure.Reason!.ShouldContain("not asked for");
    }

    [Fact]
    public async Task A_key_that_others_can_read_is_skipped_as_ssh_does()
    {
        var key = await _account.MakeAuthorizedKeyAsync("deploy_key");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        var failure = await _account.FailAsync(_account.Hop with { Keys = ["deploy_key"] });

        failure.Code.ShouldBe("ssh.no-key");
        failure.Reason!.ShouldContain($"{key} (open to other users with mode 0644; run: chmod 600 {key})");
    }

    [Theory]
    [InlineData("no key at all", "no private key")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "no key of OpenSSH's format")]
    [InlineData("-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbn", "its end is missing")]
    [InlineData("PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n", "Public-Lines")]
    public async Task A_damaged_key_is_skipped_with_what_is_wrong(string content, string reason)
    {
        _account.Home.Write("broken", content);
        await _account.MakeAuthorizedKeyAsync("deploy_key");

        var notes = await _account.LogInAsync(_account.Hop with { Keys = ["broken", "deploy_key"] });

        notes.ShouldHaveSingleItem().Message.ShouldContain(reason);
    }

    [Fact]
    public async Task A_certificate_beside_the_key_logs_in()
    {
        using var authority = new UserHome();
        var signer = await authority.MakeKeyAsync("authority");
        await using var account = await Account.CreateAsync(null, $"TrustedUserCAKeys {signer}.pub");
        var key = await account.Home.MakeKeyAsync("id_rsa", "rsa");
        await Tool.KeygenAsync("-q", "-s", signer, "-I", "test", "-n", account.Server.Username, $"{key}.pub");

        (await account.LogInAsync()).ShouldBeEmpty();
        account.Server.Log.ShouldContain("rsa-sha2-512-cert-v01@openssh.com");
    }
}
