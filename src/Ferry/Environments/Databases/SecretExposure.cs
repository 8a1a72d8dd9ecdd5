using Microsoft.Extensions.Configuration;

namespace Ferry.Environments;

/// <summary>Finds files with a password in them that other users of the machine can read.</summary>
internal sealed class SecretExposure(LayeredSettings settings, ConfigurationPaths paths, List<Finding> findings)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>Looks at the secrets of one database, by file mode only: nothing is opened.</summary>
    public void Check(string path, DatabaseOptions options)
    {
        Check(path, nameof(options.Password), options.Password, isSecret: options.Password is { Length: > 0 });
        Check(path, nameof(options.Url), options.Url, isSecret: options.Url is not null && DatabaseUrl.Parse(options.Url).Parts?.Password is not null);
    }

    /// <summary>Looks at the secrets of one SSH server.</summary>
    public void Check(string path, SshHopOptions options)
    {
        Check(path, nameof(options.Password), options.Password, isSecret: options.Password is { Length: > 0 });
        Check(path, nameof(options.Passphrase), options.Passphrase, isSecret: options.Passphrase is { Length: > 0 });
    }

    private void Check(string path, string property, string? value, bool isSecret)
    {
        if (value is null || OperatingSystem.IsWindows())
        {
            return;
        }

        var reference = SecretReference.Parse(value);
        var key = ConfigurationPath.Combine(path, property);
        if (reference.Kind == SecretKind.File)
        {
            Warn(paths.Resolve(reference.Text), "config.secret-file-open", $"The secret of {key}");
        }
        else if (reference.Kind == SecretKind.Literal && isSecret
            && (settings.Find(key) ?? settings.FindPlain(path))?.Setting.Origin is { Kind: OriginKind.File or OriginKind.DotEnv } origin)
        {
            Warn(paths.Resolve(origin.Name), "config.password-open", $"The password of {path}");
        }
    }

    private void Warn(string file, string code, string what)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && File.Exists(file) && (File.GetUnixFileMode(file) & Others) is not UnixFileMode.None and var open && _seen.Add(file))
        {
            findings.Add(new Finding(FindingSeverity.Warning, code, $"{what} is in {file}, which is open to others: {open}.", $"Run: chmod 600 {file}"));
        }
    }
}
