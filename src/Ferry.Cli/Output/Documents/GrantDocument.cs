using Ferry.Databases;

namespace Ferry.Cli.Output.Documents;

/// <summary>One statement for an account that only reads.</summary>
internal sealed record GrantDocument(string Statement, string Purpose, bool Required)
{
    public static GrantDocument From(BackupGrant grant) => new(grant.Statement, grant.Purpose, grant.Required);
}
