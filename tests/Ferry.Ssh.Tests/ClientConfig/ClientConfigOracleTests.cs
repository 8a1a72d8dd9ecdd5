using CsCheck;
using Ferry.Ssh.ClientConfig;

namespace Ferry.Ssh.Tests.ClientConfig;

/// <summary>Whatever a client configuration says, Ferry takes from it what <c>ssh -G</c> takes.</summary>
public sealed class ClientConfigOracleTests
{
    private static readonly Gen<string> _name = Gen.OneOf("db", "web", "bastion", "db.example.com", "10.0.0.7");

    private static readonly Gen<string> _patterns =
        Gen.Select(Gen.OneOf("", "", "", "!"), Gen.OneOf(_name, Gen.OneOf("*", "d*", "*.example.com", "???", "*b", "10.0.?.7"))).Select((not, pattern) => not + pattern)
            .List[1, 3].Select(list => string.Join(' ', list));

    private static readonly Gen<string> _condition = Gen.Frequency(
        (5, _patterns.Select(patterns => $"Host {patterns}")),
        (1, _patterns.Select(patterns => $"hOsT = {patterns}")),
        (1, Gen.Select(Gen.OneOf("host", "originalhost", "user", "!host", "!originalhost", "!user", "HOST"), Gen.OneOf("db", "*.example.com", "deploy", "db,web", "*,!db", "d*"))
            .Select((criterion, list) => $"Match {criterion} {list}")),
        (1, Gen.OneOf("Match all", "Match host db originalhost d*", "Match !user root host *", "Match user=deploy")));

    private static readonly Gen<string> _setting = Gen.Frequency(
        (3, Gen.OneOf("HostName db.example.com", "hostname=10.0.0.7", "HostName %h.example.com", "HostName \"web\"")),
        (3, Gen.OneOf("User deploy", "User = root", "user ann", "USER\tdeploy # who else")),
        (3, Gen.Int[1, 65535].Select(port => $"Port {port}")),
        (3, Gen.OneOf("IdentityFile ~/.ssh/one", "IdentityFile \"/keys/with a blank\"", "IdentityFile=/keys/%h-%r", "IdentityFile /keys/two")),
        (1, Gen.OneOf("IdentitiesOnly yes", "IdentitiesOnly no", "HashKnownHosts yes", "HostKeyAlias other", "IdentityAgent none")),
        (2, Gen.OneOf("ProxyJump bastion", "ProxyJump ann@bastion:2222", "ProxyJump none", "ProxyCommand nc %h %p", "ProxyCommand none")),
        (1, Gen.OneOf("UserKnownHostsFile /known/one /known/two", "UserKnownHostsFile /known/three", "GlobalKnownHostsFile /known/four")),
        (1, Gen.OneOf("# a comment", "", "    ServerAliveInterval 20", "Compression yes")));

    [Fact]
    public async Task Takes_what_ssh_takes() =>
        await Gen.Select(Gen.Frequency((1, _condition), (3, _setting)).List[0, 14], _name, Gen.OneOf("", "", "deploy")).SampleAsync(
            async sample =>
            {
                var (lines, host, user) = sample;
                using var home = new UserHome();
                var file = home.Write("config", string.Join('\n', lines));

                var (code, output) = await Tool.RunAsync("ssh", ["-G", "-F", file, .. user.Length > 0 ? new[] { "-l", user } : [], host]);
                if (code == 0)
                {
                    var settings = new ClientConfigReader(home.Surroundings).Read(host, user.Length > 0 ? user : null);
                    Take(output).ShouldBe(Describe(settings, host, user), output);
                }
                else
                {
                    // It refuses a host that is its own jump host, and nothing else that is generated here.
                    output.ShouldContain("jumphost loop");
                }
            },
            iter: 300, threads: 2);

    private static readonly string[] _compared =
        ["hostname", "user", "port", "identitiesonly", "hashknownhosts", "hostkeyalias", "identityagent", "proxyjump", "proxycommand", "identityfile", "userknownhostsfile", "globalknownhostsfile"];

    private static List<string> Take(string answer) =>
        [.. answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => _compared.Contains(line.Split(' ')[0]) && !IsDefault(line)).Order(StringComparer.Ordinal)];

    // What ssh looks at when nothing is said.
    private static bool IsDefault(string line) =>
        line.StartsWith("identityfile ~/.ssh/id_", StringComparison.Ordinal) || line.Contains("known_hosts", StringComparison.Ordinal) && !line.StartsWith("hashknownhosts", StringComparison.Ordinal);

    private static List<string> Describe(ClientSettings settings, string host, string user)
    {
        var lines = new List<string>
        {
            $"hostname {(settings.HostName is { } name ? ConfigTokens.OfHostName(name, host) : host)}",
            $"user {(user.Length > 0 ? user : settings.User ?? Environment.UserName)}",
            $"port {settings.Port ?? 22}",
            $"identitiesonly {(settings.IdentitiesOnly ? "yes" : "no")}",
            $"hashknownhosts {(settings.HashKnownHosts ? "yes" : "no")}",
        };
        lines.AddRange(settings.IdentityFiles.Select(line => $"identityfile {line.Value}").Distinct());
        Add("hostkeyalias", settings.HostKeyAlias);
        Add("identityagent", settings.IdentityAgent);
        Add("userknownhostsfile", settings.UserKnownHostsFiles);
        Add("globalknownhostsfile", settings.GlobalKnownHostsFiles);
        Add(settings.Proxy?.Keyword ?? "", settings.Proxy);

        return [.. lines.Order(StringComparer.Ordinal)];

        void Add(string keyword, ConfigLine? line) => lines.AddRange(line is null ? [] : [$"{keyword} {string.Join(' ', line.Arguments)}"]);
    }
}
