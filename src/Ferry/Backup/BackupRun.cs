using Ferry.Archives;
using Ferry.Pipeline;
using Ferry.Progress;

namespace Ferry.Backup;

/// <summary>What all parts of one running backup share.</summary>
internal sealed record BackupRun(BackupRequest Request, ArchiveWriter Archive, ProgressGate Progress, StallGuard Stall);
