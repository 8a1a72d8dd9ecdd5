using Ferry.Ssh.KnownHosts;

namespace Ferry.Ssh.Tests.KnownHosts;

public sealed class HostKeyJudgeTests
{
    [Fact]
    public void A_key_that_is_not_the_pinned_one_is_refused()
    {
        var hop = new Hop { Name = "db", Host = "db", Port = 22, Username = "deploy", Keys = [], KnownHosts = [], HostKey = "SHA256:other" };

        new HostKeyJudge(hop).Judge("ssh-ed25519", [1, 2, 3]).Refusal.ShouldNotBeNull().Kind.ShouldBe(FailureKind.Unreachable);
    }
}
