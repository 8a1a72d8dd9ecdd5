namespace Ferry.Ssh.KnownHosts;

/// <summary>Reads the lines of known_hosts files (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).</summary>
internal sealed class KnownHostsReader
{
    private static readonly char[] _blanks = [' ', '\t'];
    private readonly List<KnownHost> _hosts = [];
    private readonly List<UnreadableLine> _unreadable = [];

    /// <summary>Reads files that are there, in order.</summary>
    /// <exception cref="FerryException"><see cref="FailureKind.Usage"/> when one cannot be opened: it may hold a revocation.</exception>
    public static KnownHostsBook Read(IEnumerable<string> files)
    {
        var reader = new KnownHostsReader();
        foreach (var file in files.Where(File.Exists))
        {
            try
            {
                reader.Add(file, File.ReadLines(file));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new FerryException(
                    FailureKind.Usage, "ssh.known-hosts-unreadable", $"The known_hosts file {file} cannot be read, so no SSH server can be verified.",
                    exception.Message, $"Make it readable: chmod 600 {file}", exception);
            }
        }

        return new KnownHostsBook(reader._hosts, reader._unreadable);
    }

    private void Add(string file, IEnumerable<string> lines)
    {
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var text = line.Trim();
            if (text.Length > 0 && !text.StartsWith('#'))
            {
                Add(file, number, text);
            }
        }
    }

    private void Add(string file, int number, string text)
    {
        var fields = text.Split(_blanks, StringSplitOptions.RemoveEmptyEntries);
        var marker = fields[0] switch
        {
            "@cert-authority" => KnownHostMarker.Authority,
            "@revoked" => KnownHostMarker.Revoked,
            ['@', ..] => (KnownHostMarker?)null,
            _ => KnownHostMarker.None,
        };
        if (marker is null)
        {
            _unreadable.Add(new UnreadableLine(file, number, $"has the marker {fields[0]}, which is not known", MayRevoke: true, Names: null));
            return;
        }

        var rest = fields.AsSpan(marker == KnownHostMarker.None ? 0 : 1);
        var names = rest.Length > 0 ? HostNames.Parse(rest[0]) : null;
        var key = rest.Length > 2 ? PublicKey.Parse(rest[1], rest[2]) : null;
        if (names is null || key is null)
        {
            var reason = names is null ? "has no host that can be read" : rest.Length < 3 ? "has no key" : "has a key that cannot be read";
            _unreadable.Add(new UnreadableLine(file, number, reason, marker == KnownHostMarker.Revoked, names));
            return;
        }

        _hosts.Add(new KnownHost(file, number, marker.Value, names, key));
    }
}
