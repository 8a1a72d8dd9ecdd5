namespace Ferry.Ssh.Tests;

/// <summary>A home folder of one test.</summary>
internal sealed class UserHome : IDisposable
{
    public UserHome() => Directory.CreateDirectory(SshFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    public string Path { get; } = Directory.CreateTempSubdirectory("ferry-ssh-").FullName;

    public string SshFolder => System.IO.Path.Combine(Path, ".ssh");

    public string KnownHosts => InSsh("known_hosts");

    /// <summary>An account that knows only this folder.</summary>
    public SshSurroundings Surroundings => new()
    {
        Home = Path,
        Username = Environment.UserName,
        SystemKnownHosts = InSsh("system_known_hosts"),
        SystemConfig = InSsh("system_config"),
    };

    public string InSsh(string name) => System.IO.Path.Combine(SshFolder, name);

    /// <summary>Writes a file into <c>.ssh</c>, closed to others.</summary>
    public string Write(string name, string content)
    {
        var path = InSsh(name);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Makes a key pair in <c>.ssh</c>.</summary>
    public async Task<string> MakeKeyAsync(string name, string type = "ed25519", string passphrase = "", params string[] options)
    {
        await Tool.KeygenAsync(["-q", "-t", type, "-N", passphrase, "-C", name, "-f", InSsh(name), .. options]);
        return InSsh(name);
    }

    public PublicKey PublicKeyOf(string name)
    {
        var fields = File.ReadAllText(InSsh($"{name}.pub")).Split(' ');
        return PublicKey.Parse(fields[0], fields[1])!;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
