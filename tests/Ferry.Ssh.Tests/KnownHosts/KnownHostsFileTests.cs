using Ferry.Ssh.KnownHosts;

namespace Ferry.Ssh.Tests.KnownHosts;

public sealed class KnownHostsFileTests : IDisposable
{
    private static readonly PublicKey _key = SampleKey.Ed25519(1);
    private readonly UserHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("", "")]
    [InlineData("# mine\nweb ssh-ed25519 AAAA\n", "")]
    [InlineData("# mine, without a line break at its end", "\n")]
    public async Task Adds_a_line_and_leaves_the_rest_as_it_is(string before, string between)
    {
        _home.Write("known_hosts", before);

        await AddAsync(_home.KnownHosts, new HostAddress("db.example.com", 2222), hashed: false);

        (await File.ReadAllTextAsync(_home.KnownHosts, TestContext.Current.CancellationToken)).ShouldBe($"{before}{between}[db.example.com]:2222 {_key.Text}\n");
    }

    [Fact]
    public async Task Makes_folder_and_file_for_their_owner_only()
    {
        var path = Path.Combine(_home.Path, "new", "known_hosts");

        await AddAsync(path, new HostAddress("db", 22), hashed: false);

        File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.GetDirectoryName(path)!).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData(22, "db.example.com")]
    [InlineData(2222, "[db.example.com]:2222")]
    public async Task A_hashed_name_is_found_by_ssh_keygen_and_shows_no_name(int port, string name)
    {
        await AddAsync(_home.KnownHosts, new HostAddress("db.example.com", port), hashed: true);

        (await File.ReadAllTextAsync(_home.KnownHosts, TestContext.Current.CancellationToken)).ShouldNotContain("example");
        (await Tool.KeygenAsync("-F", name, "-f", _home.KnownHosts)).ShouldContain($"# Host {name} found: line 1");
    }

    [Fact]
    public async Task A_file_that_is_a_link_stays_one()
    {
        var real = _home.Write("dotfiles", "# mine\n");
        File.CreateSymbolicLink(_home.KnownHosts, real);

        await AddAsync(_home.KnownHosts, new HostAddress("db", 22), hashed: false);

        new FileInfo(_home.KnownHosts).LinkTarget.ShouldBe(real);
        (await File.ReadAllTextAsync(real, TestContext.Current.CancellationToken)).ShouldEndWith($"db {_key.Text}\n");
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_named_with_the_line_to_add()
    {
        Directory.CreateDirectory(_home.KnownHosts);

        var failure = await Should.ThrowAsync<FerryException>(() => AddAsync(_home.KnownHosts, new HostAddress("db", 22), hashed: false));

        failure.Code.ShouldBe("ssh.known-hosts-not-written");
        failure.Remedy!.ShouldContain($"db {_key.Text}");
    }

    private static Task AddAsync(string path, HostAddress host, bool hashed) =>
        new KnownHostsFile(path).AddAsync(host, _key, hashed, TestContext.Current.CancellationToken).AsTask();
}
