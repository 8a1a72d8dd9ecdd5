using Ferry.Tunnels;

namespace Ferry.Ssh.Tests.Keys;

public sealed class PassphraseTests : IAsyncLifetime
{
    private const string Passphrase = "open sesame";
    private Account _account = null!;

    public async ValueTask InitializeAsync() => _account = await Account.CreateAsync();

    public ValueTask DisposeAsync() => _account.DisposeAsync();

    [Fact]
    public async Task A_person_is_asked_when_the_server_takes_the_key()
    {
        var key = await _account.MakeAuthorizedKeyAsync(passphrase: Passphrase);
        var person = new Person(Passphrase);

        (await _account.LogInAsync(person: person)).ShouldBeEmpty();

        person.Prompts.ShouldBe([$"Passphrase of {key}"]);
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_key_that_the_server_does_not_take()
    {
        await _account.Home.MakeKeyAsync("id_ed25519", "ed25519", Passphrase);
        await _account.MakeAuthorizedKeyAsync("id_rsa", "rsa");
        var person = new Person();

        (await _account.LogInAsync(person: person)).ShouldBeEmpty();

        person.Prompts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_person_may_try_three_times()
    {
        await _account.MakeAuthorizedKeyAsync(passphrase: Passphrase);
        var person = new Person("wrong", "wrong again", Passphrase);

        await _account.LogInAsync(person: person);

        person.Prompts.Count.ShouldBe(3);
        person.Prompts[1].ShouldStartWith("That is not the passphrase of");
    }

    [Fact]
    public async Task After_three_wrong_passphrases_the_next_key_is_tried()
    {
        await _account.MakeAuthorizedKeyAsync(passphrase: Passphrase);
        await _account.MakeAuthorizedKeyAsync("id_rsa", "rsa");
        var person = new Person("wrong", "wrong", "wrong", "never asked");

        (await _account.LogInAsync(person: person)).ShouldHaveSingleItem().Message.ShouldContain("encrypted");

        person.Prompts.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_person_who_has_no_answer_is_not_asked_again()
    {
        await _account.MakeAuthorizedKeyAsync(passphrase: Passphrase);
        var person = new Person(null, Passphrase);

        (await _account.FailAsync(person: person)).Code.ShouldBe("ssh.no-key");

        person.Prompts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_nobody_can_answer_an_encrypted_key_is_skipped_and_the_next_is_tried()
    {
        await _account.MakeAuthorizedKeyAsync(passphrase: Passphrase);
        await _account.MakeAuthorizedKeyAsync("id_rsa", "rsa");

        (await _account.LogInAsync()).ShouldHaveSingleItem().Message.ShouldContain("encrypted, and nothing gives its passphrase");
    }

    [Fact]
    public async Task A_wrong_configured_passphrase_is_said()
    {
        var key = await _account.MakeAuthorizedKeyAsync(passphrase: Passphrase);

        var failure = await _account.FailAsync(_account.Hop with { Passphrase = new Secret("canary-7d1f") });

        (failure.Kind, failure.Code).ShouldBe((FailureKind.Key, "ssh.no-key"));
        failure.Reason!.ShouldContain($"{key} (the configured passphrase does not open it)");
        $"{failure}{failure.Reason}{failure.Remedy}".ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("PEM")]
    [InlineData("PKCS8")]
    public async Task A_key_of_which_nothing_can_be_read_is_opened_before_it_is_offered(string format)
    {
        var key = await _account.MakeAuthorizedKeyAsync("id_rsa", "rsa", Passphrase, "-m", format);
        File.Delete($"{key}.pub");
        var person = new Person("wrong", Passphrase);

        (await _account.LogInAsync(person: person)).ShouldBeEmpty();

        person.Prompts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_passphrase_that_was_given_once_serves_every_connection_of_the_tunnel()
    {
        await _account.MakeAuthorizedKeyAsync(passphrase: Passphrase);
        var person = new Person(Passphrase);

        await _account.LogInAsync(new SshRoute([_account.Hop]) { Connections = 3 }, person);

        person.Prompts.Count.ShouldBe(1);
    }
}
