namespace Ferry.Ssh.KnownHosts;

/// <summary>A host as known_hosts writes it.</summary>
internal readonly record struct HostAddress(string Name, int Port)
{
    public const int DefaultPort = 22;

    /// <summary>What lines are looked up by: the name in lower case, in brackets with its port unless that is 22.</summary>
    public string Entry => Port == DefaultPort ? PlainEntry : $"[{PlainEntry}]:{Port}";

    /// <summary>The same without a port.</summary>
    public string PlainEntry => Name.ToLowerInvariant();

    public override string ToString() => Port == DefaultPort ? Name : Name.Contains(':', StringComparison.Ordinal) ? $"[{Name}]:{Port}" : $"{Name}:{Port}";
}
