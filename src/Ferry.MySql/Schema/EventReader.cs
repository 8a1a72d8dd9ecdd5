using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads scheduled events.</summary>
internal sealed class EventReader(CatalogQuery query)
{
    /// <summary>The event's status as <c>information_schema.EVENTS</c> has it: <c>ENABLED</c>, <c>DISABLED</c>, <c>SLAVESIDE_DISABLED</c>, <c>REPLICA_SIDE_DISABLED</c>.</summary>
    public const string StatusAttribute = "status";

    public async ValueTask<IReadOnlyList<SchemaObject>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await query.ListAsync(
            $"SELECT EVENT_NAME, DEFINER, STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA = {query.Literal} ORDER BY EVENT_NAME",
            "the list of events",
            row => (Name: row.Required(0), Definer: row.Text(1), Status: row.Required(2)),
            cancellationToken).ConfigureAwait(false);
        var events = new List<SchemaObject>(rows.Count);
        foreach (var (name, definer, status) in rows)
        {
            var item = await query.ShowAsync(
                $"SHOW CREATE EVENT {Quote.Identifier(query.Database, name)}",
                ObjectKind.Event,
                name,
                row => new SchemaObject
                {
                    Kind = ObjectKind.Event,
                    Name = name,
                    Ddl = row.Required(3),
                    Session = CodeSession.Of(row),
                    Definer = definer,
                    Attributes = new Dictionary<string, string> { [StatusAttribute] = status },
                },
                cancellationToken).ConfigureAwait(false);
            if (item is not null)
            {
                events.Add(item);
            }
        }

        return events;
    }
}
