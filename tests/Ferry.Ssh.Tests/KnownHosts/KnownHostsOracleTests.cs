using System.Globalization;
using System.Text.RegularExpressions;
using CsCheck;
using Ferry.Ssh.KnownHosts;

namespace Ferry.Ssh.Tests.KnownHosts;

/// <summary>Whatever a known_hosts file says, Ferry finds the lines that <c>ssh-keygen -F</c> finds.</summary>
public sealed partial class KnownHostsOracleTests
{
    private static readonly Gen<string> _name = Gen.OneOf("db", "db.example.com", "web.example.com", "example.com", "10.0.0.7", "10.0.0.17", "::1");

    private static readonly Gen<string> _pattern = Gen.Frequency(
        (4, _name),
        (2, Gen.Select(_name, Gen.OneOf(22, 2222), (name, port) => $"[{name}]:{port}")),
        (3, Gen.OneOf("*", "*.example.com", "d?", "db*", "*e*.com", "10.0.0.?", "10.0.0.*", "[*]:2222", "[db*]:*", "?", "**b", "DB", "Web.Example.COM", "")));

    private static readonly Gen<string> _patterns =
        Gen.Select(Gen.OneOf("", "", "", "!"), _pattern, (not, pattern) => not + pattern).List[1, 4].Select(list => string.Join(',', list));

    private static readonly Gen<string> _hashed = Gen.Select(_pattern, Gen.Byte.Array[20], (entry, salt) => HostNames.Hash(entry, salt));

    private static readonly Gen<string> _line = Gen.Frequency(
        (8, Gen.Select(Gen.OneOf("", "", "", "@cert-authority ", "@revoked "), Gen.Frequency((3, _patterns), (1, _hashed)), Gen.Byte,
            (marker, hosts, seed) => $"{marker}{hosts} {SampleKey.Ed25519(seed).Text}")),
        (1, Gen.OneOf("", "   ", "# db ssh-ed25519 AAAA", "\t#", "  db " + SampleKey.Ed25519(1).Text + " with a comment")));

    [Fact]
    public async Task Finds_the_lines_that_ssh_keygen_finds()
    {
        using var home = new UserHome();
        var host = Gen.Select(_name, Gen.OneOf(22, 22, 2222), (name, port) => new HostAddress(name, port));

        await Gen.Select(_line.List[0, 8], host).SampleAsync(
            async sample =>
            {
                var (lines, address) = sample;
                var file = System.IO.Path.Combine(home.Path, Guid.NewGuid().ToString("N"));
                await File.WriteAllTextAsync(file, string.Join('\n', lines));
                var expected = await FoundBySshKeygenAsync(file, address.Entry);

                var found = KnownHostsReader.Read([file]).About(address).Select(line => line.Line);

                found.ShouldBe(expected);
                File.Delete(file);
            },
            iter: 400, threads: 2);
    }

    private static async Task<List<int>> FoundBySshKeygenAsync(string file, string entry)
    {
        var (_, output) = await Tool.RunAsync("ssh-keygen", ["-F", entry, "-f", file]);
        return [.. FoundLine().Matches(output).Select(match => int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture))];
    }

    [GeneratedRegex(@"^# Host .* found: line (?<line>\d+)", RegexOptions.Multiline)]
    private static partial Regex FoundLine();
}
