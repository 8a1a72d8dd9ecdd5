using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads functions, procedures and MariaDB's packages.</summary>
internal sealed class RoutineReader(CatalogQuery query)
{
    private const string HiddenRemedy = "Grant the account the right to see stored code: SHOW_ROUTINE (MySQL), SHOW CREATE ROUTINE (MariaDB 11.3), or SELECT ON mysql.proc (MariaDB).";

    public async ValueTask<IReadOnlyList<SchemaObject>> ReadAsync(CancellationToken cancellationToken)
    {
        // A package is specified before its body, and code in packages is called by the rest.
        var rows = await query.ListAsync(
            "SELECT ROUTINE_NAME, ROUTINE_TYPE, DEFINER FROM information_schema.ROUTINES "
                + $"WHERE ROUTINE_SCHEMA = {query.Literal} ORDER BY FIELD(ROUTINE_TYPE, 'PACKAGE', 'PACKAGE BODY', 'FUNCTION', 'PROCEDURE'), ROUTINE_NAME",
            "the list of routines",
            row => (Name: row.Required(0), Type: row.Required(1), Definer: row.Text(2)),
            cancellationToken).ConfigureAwait(false);
        var routines = new List<SchemaObject>(rows.Count);
        foreach (var (name, type, definer) in rows)
        {
            if (await ShowAsync(name, type, definer, cancellationToken).ConfigureAwait(false) is { } routine)
            {
                routines.Add(routine);
            }
        }

        return routines;
    }

    private async ValueTask<SchemaObject?> ShowAsync(string name, string type, string? definer, CancellationToken cancellationToken)
    {
        if (KindOf(type) is not { } kind)
        {
            query.Omit(ObjectKind.Procedure, name, $"routines of type {type} are not supported", null);
            return null;
        }

        var routine = await query.ShowAsync(
            $"SHOW CREATE {type} {Quote.Identifier(query.Database, name)}",
            kind,
            name,
            row => new SchemaObject
            {
                Kind = kind,
                Name = name,
                Ddl = row.Text(2) ?? "",
                Session = CodeSession.Of(row),
                Definer = definer,
            },
            cancellationToken).ConfigureAwait(false);
        if (routine is { Ddl: "" })
        {
            query.Omit(kind, name, "the account may not see its body", HiddenRemedy);
            return null;
        }

        return routine;
    }

    private static ObjectKind? KindOf(string type) => type switch
    {
        "FUNCTION" => ObjectKind.Function,
        "PROCEDURE" => ObjectKind.Procedure,
        "PACKAGE" => ObjectKind.Package,
        "PACKAGE BODY" => ObjectKind.PackageBody,
        _ => null,
    };
}
