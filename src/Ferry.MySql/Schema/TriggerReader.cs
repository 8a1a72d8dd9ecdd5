using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads triggers, those of one table and event in the order in which they fire.</summary>
internal sealed class TriggerReader(CatalogQuery query)
{
    public async ValueTask<IReadOnlyList<SchemaObject>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await query.ListAsync(
            "SELECT TRIGGER_NAME, EVENT_OBJECT_TABLE, DEFINER FROM information_schema.TRIGGERS "
                + $"WHERE TRIGGER_SCHEMA = {query.Literal} ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING, EVENT_MANIPULATION, ACTION_ORDER",
            "the list of triggers",
            row => (Name: row.Required(0), Table: row.Required(1), Definer: row.Text(2)),
            cancellationToken).ConfigureAwait(false);
        var triggers = new List<SchemaObject>(rows.Count);
        foreach (var (name, table, definer) in rows.Where(row => query.Selection.Decide(row.Table) is not null))
        {
            var trigger = await query.ShowAsync(
                $"SHOW CREATE TRIGGER {Quote.Identifier(query.Database, name)}",
                ObjectKind.Trigger,
                name,
                row => new SchemaObject
                {
                    Kind = ObjectKind.Trigger,
                    Name = name,
                    Table = table,
                    Ddl = row.Required(2),
                    Session = CodeSession.Of(row),
                    Definer = definer,
                },
                cancellationToken).ConfigureAwait(false);
            if (trigger is not null)
            {
                triggers.Add(trigger);
            }
        }

        return triggers;
    }
}
