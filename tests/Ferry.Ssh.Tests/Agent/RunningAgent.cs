using System.Diagnostics;

namespace Ferry.Ssh.Tests.Agent;

/// <summary>An ssh-agent of one test.</summary>
internal sealed class RunningAgent : IDisposable
{
    private readonly Process _process;

    private RunningAgent(Process process, string socket) => (_process, Socket) = (process, socket);

    public string Socket { get; }

    /// <summary>Starts an agent and waits until it listens.</summary>
    public static async Task<RunningAgent> StartAsync(UserHome home)
    {
        var socket = Path.Combine(home.Path, "agent");
        var process = Process.Start(new ProcessStartInfo("ssh-agent", ["-D", "-a", socket]) { RedirectStandardOutput = true })!;
        while (!File.Exists(socket))
        {
            process.HasExited.ShouldBeFalse("ssh-agent ended");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return new RunningAgent(process, socket);
    }

    /// <summary>Runs <c>ssh-add</c>.</summary>
    public async Task AddAsync(params string[] arguments)
    {
        var (code, output) = await Tool.RunAsync("ssh-add", arguments, new Dictionary<string, string> { ["SSH_AUTH_SOCK"] = Socket });
        code.ShouldBe(0, output);
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
