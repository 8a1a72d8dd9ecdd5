namespace Ferry.Cli.Init;

/// <summary>Where production is. It is written down and not tried: its SSH server has to be trusted first.</summary>
/// <param name="Ssh">Its SSH server, as <c>user@host:port</c> or an alias; null when its database is reached directly.</param>
/// <param name="Database">Settings of its database by their names.</param>
internal sealed record InitProduction(string? Ssh, IReadOnlyDictionary<string, string> Database);
