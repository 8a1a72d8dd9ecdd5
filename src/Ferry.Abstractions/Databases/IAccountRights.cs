namespace Ferry.Databases;

/// <summary>What an account may do, and what it should.</summary>
public interface IAccountRights
{
    /// <summary>The statements that make an account for complete backups of this database, and nothing more.</summary>
    /// <param name="user">Its name.</param>
    /// <param name="password">The password to print: a placeholder, unless a test runs the statements.</param>
    /// <returns>Required ones first, in the order to run them.</returns>
    IReadOnlyList<BackupGrant> ForBackup(string user, string password);

    /// <summary>Names the rights by which the account in use could change data, definitions or settings.</summary>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <returns>The rights, by the server's own names; empty for an account that can only read.</returns>
    ValueTask<IReadOnlyList<string>> WritingAsync(CancellationToken cancellationToken);
}
