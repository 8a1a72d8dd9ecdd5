using System.Runtime.Versioning;

// The servers, the agent and the file modes of these tests are OpenSSH's on Unix.
[assembly: UnsupportedOSPlatform("windows")]
