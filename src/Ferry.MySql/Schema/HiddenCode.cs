using Ferry.MySql.Dialects;
using Ferry.MySql.Privileges;

namespace Ferry.MySql.Schema;

/// <summary>Objects that a server does not even list for an account without the privilege: their absence would go unnoticed.</summary>
internal static class HiddenCode
{
    public static IEnumerable<Finding> Of(PrivilegeSet privileges, string database)
    {
        (string Privilege, string Objects)[] needed = [("TRIGGER", "Triggers"), ("EVENT", "Events")];
        return
        [
            .. from need in needed
               where !privileges.Has(need.Privilege, database)
               select new Finding(
                   FindingSeverity.Failure,
                   "mysql.privilege-missing",
                   $"{need.Objects}, if there are any, are not in the backup: the account may not see them.",
                   $"GRANT {need.Privilege} ON {Quote.Identifier(database)}.* TO {privileges.Account}"),
        ];
    }
}
