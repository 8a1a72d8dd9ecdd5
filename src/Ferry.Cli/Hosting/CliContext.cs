using Ferry.Cli.Output;

namespace Ferry.Cli.Hosting;

/// <summary>What a command works with.</summary>
internal sealed record CliContext(CliHost Host, GlobalSettings Settings, Terminal Terminal, IOutput Output, Questions Ask);
