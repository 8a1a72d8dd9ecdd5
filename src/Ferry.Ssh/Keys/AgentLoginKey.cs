using Ferry.Ssh.Agent;
using Renci.SshNet.Security;

namespace Ferry.Ssh.Keys;

/// <summary>A key that an agent holds, and that only it can sign with.</summary>
internal sealed class AgentLoginKey(SshAgent agent, AgentKey key, string name) : LoginKey(new Trial(name))
{
    public override IReadOnlyCollection<HostAlgorithm> HostKeyAlgorithms => [.. Algorithms(key.Key, Sign)];

    private byte[] Sign(string algorithm, byte[] data)
    {
        try
        {
            return agent.Sign(key.Key, algorithm, data);
        }
        catch (IOException exception)
        {
            throw new UnusableKeyException(this, $"the agent did not sign: {exception.Message.TrimEnd('.')}", exception);
        }
    }
}
