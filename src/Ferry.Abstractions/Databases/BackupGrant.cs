namespace Ferry.Databases;

/// <summary>One statement towards an account that can make backups and change nothing.</summary>
/// <param name="Statement">One whole statement, without a semicolon.</param>
/// <param name="Purpose">What it is for, or what is missing without it.</param>
/// <param name="Required">Whether a backup is incomplete without it; else it makes a good backup better.</param>
public sealed record BackupGrant(string Statement, string Purpose, bool Required);
