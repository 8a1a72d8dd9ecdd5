using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads MariaDB's sequences. Their values are no part of any snapshot, so they are read again once one is open.</summary>
internal sealed class SequenceReader(CatalogQuery query)
{
    /// <summary>The first value that no session was given yet.</summary>
    public const string NextAttribute = "next";

    /// <summary>How often a cycling sequence has started anew.</summary>
    public const string RoundAttribute = "round";

    public async ValueTask<IReadOnlyList<SchemaObject>> ReadAsync(CancellationToken cancellationToken)
    {
        var names = await query.ListAsync(
            $"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {query.Literal} AND TABLE_TYPE = 'SEQUENCE' ORDER BY TABLE_NAME",
            "the list of sequences",
            row => row.Required(0),
            cancellationToken).ConfigureAwait(false);
        var sequences = new List<SchemaObject>(names.Count);
        foreach (var name in names)
        {
            var ddl = await query.ShowAsync(
                $"SHOW CREATE SEQUENCE {Quote.Identifier(query.Database, name)}", ObjectKind.Sequence, name, row => row.Required(1), cancellationToken)
                .ConfigureAwait(false);
            if (ddl is not null && await ValueAsync(name, cancellationToken).ConfigureAwait(false) is { } value)
            {
                sequences.Add(new SchemaObject { Kind = ObjectKind.Sequence, Name = name, Ddl = ddl, Attributes = value });
            }
        }

        return sequences;
    }

    /// <summary>Reads the values of known sequences again.</summary>
    public async ValueTask<IReadOnlyList<SchemaObject>> RefreshAsync(IReadOnlyList<SchemaObject> objects, CancellationToken cancellationToken)
    {
        var refreshed = new List<SchemaObject>(objects.Count);
        foreach (var item in objects)
        {
            refreshed.Add(item.Kind == ObjectKind.Sequence && await ValueAsync(item.Name, cancellationToken).ConfigureAwait(false) is { } value
                ? item with { Attributes = value }
                : item);
        }

        return refreshed;
    }

    private ValueTask<Dictionary<string, string>?> ValueAsync(string name, CancellationToken cancellationToken) => query.ShowAsync(
        $"SELECT next_not_cached_value, cycle_count FROM {Quote.Identifier(query.Database, name)}",
        ObjectKind.Sequence,
        name,
        row => new Dictionary<string, string> { [NextAttribute] = row.Required(0), [RoundAttribute] = row.Required(1) },
        cancellationToken);
}
