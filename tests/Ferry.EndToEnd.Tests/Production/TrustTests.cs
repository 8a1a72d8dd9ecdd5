using System.Text.Json;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Production;

/// <summary><c>ferry trust</c> as a person and a script run it.</summary>
public sealed class TrustTests : IAsyncLifetime
{
    private readonly string _home = Directory.CreateTempSubdirectory("ferry-trust-").FullName;
    private SshServer _server = null!;
    private string _fingerprint = "";

    private string KnownHosts => Path.Combine(_home, ".ssh", "known_hosts");

    private string Host => $"127.0.0.1:{_server.Port}";

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KnownHosts)!);
        // Debian's configuration of the machine has them hashed.
        await File.WriteAllTextAsync(Path.Combine(_home, ".ssh", "config"), "HashKnownHosts no\n", TestContext.Current.CancellationToken);
        _server = await SshServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        var key = (await File.ReadAllTextAsync(_server.PublicHostKey(), TestContext.Current.CancellationToken)).Split(' ')[1];
        _fingerprint = $"SHA256:{Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Convert.FromBase64String(key))).TrimEnd('=')}";
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_home, recursive: true);
    }

    [Fact]
    public async Task A_script_that_names_no_fingerprint_is_told_the_command_and_that_command_works()
    {
        var refused = await FerryAsync("trust", Host);

        refused.ExitCode.ShouldBe(4, refused.Error);
        File.Exists(KnownHosts).ShouldBeFalse();
        var command = $"ferry trust {Host} --fingerprint {_fingerprint}";
        refused.Error.ReplaceLineEndings("").Replace(" ", "").ShouldContain(command.Replace(" ", ""));

        (await FerryAsync(command.Split(' ')[1..])).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(KnownHosts, TestContext.Current.CancellationToken)).ShouldStartWith($"[127.0.0.1]:{_server.Port} ssh-ed25519 ");
    }

    [Fact]
    public async Task The_document_says_what_was_recorded_and_later_which_line_vouches()
    {
        (await HostAsync("trust", Host, "--fingerprint", _fingerprint)).ShouldBe((_fingerprint, "recorded", KnownHosts));
        (await HostAsync("trust", Host)).ShouldBe((_fingerprint, "known", $"{KnownHosts}:1"));
    }

    [Fact]
    public async Task Another_fingerprint_than_the_servers_records_nothing_and_is_no_answer_for_a_known_server_either()
    {
        var other = "SHA256:ohD8VZEXGWo6Ez8GSEJQ9WpafgLFsOfLOtGGQCQo6Og";

        var refused = await FerryAsync("trust", Host, "--fingerprint", other);
        refused.ExitCode.ShouldBe(4);
        refused.Error.ShouldContain("ssh.fingerprint-mismatch");
        File.Exists(KnownHosts).ShouldBeFalse();

        await FerryAsync("trust", Host, "--fingerprint", _fingerprint);
        (await FerryAsync("trust", Host, "--fingerprint", other)).ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task An_environment_is_named_in_the_place_of_its_server()
    {
        await File.WriteAllTextAsync(Path.Combine(_home, "ferry.json"), $$"""
            { "Ferry": { "Environments": { "production": {
                "Databases": { "main": "mysql://app@127.0.0.1/movies" }, "Ssh": "{{Host}}" }, "local": { "Databases": { "main": "sqlite:a.db" } } } } }
            """, TestContext.Current.CancellationToken);

        var refused = await FerryAsync("trust", "--production");

        refused.ExitCode.ShouldBe(4);
        refused.Error.ReplaceLineEndings("").Replace(" ", "").ShouldContain($"ferrytrust--envproduction--fingerprint{_fingerprint}");
        (await FerryAsync("trust", "--env", "production", "--fingerprint", _fingerprint)).ExitCode.ShouldBe(0);
        (await FerryAsync("trust")).ExitCode.ShouldBe(0);
        (await FerryAsync("trust", "--local")).ExitCode.ShouldBe(2);
        (await FerryAsync("trust", Host, "--production")).ExitCode.ShouldBe(2);
    }

    private async Task<(string Fingerprint, string State, string Place)> HostAsync(params string[] arguments)
    {
        var run = await FerryAsync([.. arguments, "--json"]);
        run.ExitCode.ShouldBe(0, run.Output + run.Error);
        var host = JsonDocument.Parse(run.Output).RootElement.GetProperty("hosts")[0];
        return (host.GetProperty("fingerprint").GetString()!, host.GetProperty("state").GetString()!, host.GetProperty("place").GetString()!);
    }

    private Task<FerryRun> FerryAsync(params string[] arguments) =>
        FerryProcess.RunAsync(_home, arguments, new Dictionary<string, string> { ["HOME"] = _home, ["SSH_AUTH_SOCK"] = "" });
}
