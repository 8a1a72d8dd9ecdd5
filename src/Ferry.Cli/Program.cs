using Ferry.Cli.Hosting;

using var interruption = Interruption.OfThisProcess();
return await CommandLine.RunAsync(args, CliHost.OfThisProcess(), interruption);
