namespace Ferry.Environments;

/// <summary>One thing that is wrong with a configuration.</summary>
internal sealed record ConfigurationProblem(ConfigurationOrigin? Origin, string Message)
{
    public override string ToString() => Origin is null or { Kind: OriginKind.Default } ? Message : $"{Origin}: {Message}";
}
