namespace Ferry.Ssh.Agent;

/// <summary>A key that an agent holds.</summary>
internal sealed record AgentKey(PublicKey Key, string Comment);
