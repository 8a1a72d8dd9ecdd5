namespace Ferry.Ssh.KnownHosts;

/// <summary>One line of known_hosts.</summary>
internal sealed record KnownHost(string File, int Line, KnownHostMarker Marker, HostNames Names, PublicKey Key)
{
    /// <summary>Where to look, for messages.</summary>
    public string Place => $"{File}:{Line}";
}
