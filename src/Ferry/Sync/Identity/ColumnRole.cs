using System.Text.RegularExpressions;
using Ferry.Sync.Model;

namespace Ferry.Sync.Identity;

/// <summary>Guesses from names and types what a column is for.</summary>
internal static partial class ColumnRole
{
    /// <summary>Whether values are made to be unique everywhere.</summary>
    public static bool IsUuid(ColumnPair column) => UuidType().IsMatch(column.Target.Column.Type) || UuidName().IsMatch(column.Name);

    /// <summary>Whether values are e-mail addresses.</summary>
    public static bool IsEmail(string name) => EmailName().IsMatch(name);

    /// <summary>Whether values are made at random and thrown away, so that they say nothing about who the row is.</summary>
    public static bool IsSecret(string name) => SecretName().IsMatch(name);

    /// <summary>Whether values say when the row was made, which no later edit changes.</summary>
    public static bool IsCreation(string name) => CreationName().IsMatch(name);

    /// <summary>Whether rows of a table are people who log in or are written to.</summary>
    public static bool IsPeople(string table) => PeopleName().IsMatch(table);

    [GeneratedRegex(@"^\s*(uuid|uniqueidentifier|guid|(var)?char\((36|26)\)|binary\(16\))", RegexOptions.IgnoreCase)]
    private static partial Regex UuidType();

    [GeneratedRegex("^(.*_)?(uuid|guid|ulid)$", RegexOptions.IgnoreCase)]
    private static partial Regex UuidName();

    [GeneratedRegex("^(.*_)?(e_?mail|mail)(_?address)?$", RegexOptions.IgnoreCase)]
    private static partial Regex EmailName();

    [GeneratedRegex("(token|secret|hash|session|fingerprint|api_?key|password)", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();

    [GeneratedRegex("^((date_?)?(created|inserted|added)(_?(at|on|date|time))?|creation_?(date|time))$", RegexOptions.IgnoreCase)]
    private static partial Regex CreationName();

    [GeneratedRegex("(^|_)(users?|people|persons?|accounts?|members?|customers?|clients?|admins?|employees?|staff|students?|teachers?|patients?|guests?|authors?|contacts?|subscribers?)$", RegexOptions.IgnoreCase)]
    private static partial Regex PeopleName();
}
