using Ferry.Cli.Hosting;

NativeHeap.GiveBack();
using var interruption = Interruption.OfThisProcess();
return await CommandLine.RunAsync(args, CliHost.OfThisProcess(), interruption);
