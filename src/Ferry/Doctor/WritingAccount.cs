using Ferry.Databases;

namespace Ferry.Doctor;

/// <summary>Judges the account that a protected environment is read with.</summary>
internal static class WritingAccount
{
    private const int Named = 4;

    public static Finding Judge(ServerIdentity server, IReadOnlyList<string> rights) => rights.Count == 0
        ? new(FindingSeverity.Pass, "account.reads-only", $"{server.User} cannot change data.")
        : new(
            FindingSeverity.Warning, "account.can-write",
            $"{server.User} can write to a protected environment: {string.Join(", ", rights.Take(Named))}{(rights.Count > Named ? $" and {rights.Count - Named} more" : "")}.",
            "Give Ferry an account that only reads: 'ferry doctor --grants' prints the statements that make one.");
}
