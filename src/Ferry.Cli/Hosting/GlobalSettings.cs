namespace Ferry.Cli.Hosting;

/// <summary>The options that every command has.</summary>
internal sealed record GlobalSettings(string? Config, bool Json, bool Quiet, bool Verbose, bool NoColor, bool NonInteractive);
