using System.Globalization;

namespace Ferry.TestServers.Tests;

/// <summary>Tests send interrupts to processes they start; those hear them only if this process was started able to.</summary>
public sealed class SignalTests
{
    [Fact]
    public async Task Interrupts_are_not_ignored_in_what_tests_start()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "reads /proc");
        const int interrupt = 1 << (2 - 1);

        var status = await File.ReadAllLinesAsync("/proc/self/status", TestContext.Current.CancellationToken);

        var ignored = long.Parse(status.Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))[7..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        (ignored & interrupt).ShouldBe(0);
    }
}
