using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Schema;

/// <summary>Reads views.</summary>
internal sealed class ViewReader(CatalogQuery query)
{
    /// <summary>Set, with the server's reason, on a view that reads what does not exist.</summary>
    public const string InvalidAttribute = "invalid";

    public async ValueTask<IReadOnlyList<SchemaObject>> ReadAsync(CancellationToken cancellationToken)
    {
        var rows = await query.ListAsync(
            $"SELECT TABLE_NAME, DEFINER FROM information_schema.VIEWS WHERE TABLE_SCHEMA = {query.Literal} ORDER BY TABLE_NAME",
            "the list of views",
            row => (Name: row.Required(0), Definer: row.Text(1)),
            cancellationToken).ConfigureAwait(false);
        var names = rows.ConvertAll(row => row.Name);
        var known = await DependenciesAsync(cancellationToken).ConfigureAwait(false);
        var tables = known is null ? await RelationsAsync(cancellationToken).ConfigureAwait(false) : [];
        var views = new List<SchemaObject>(rows.Count);
        foreach (var (name, definer) in rows.Where(row => query.Selection.Decide(row.Name) is not null))
        {
            var view = await query.ShowAsync(
                $"SHOW CREATE VIEW {Quote.Identifier(query.Database, name)}",
                ObjectKind.View,
                name,
                row => new SchemaObject
                {
                    Kind = ObjectKind.View,
                    Name = name,
                    Ddl = row.Required(1),
                    Session = new DdlSession(Charset: row.Text("character_set_client"), Collation: row.Text("collation_connection")),
                    Definer = definer,
                },
                cancellationToken).ConfigureAwait(false);
            if (view is not null)
            {
                views.Add(await CheckedAsync(
                    view with { DependsOn = known is null ? MentionedNames.In(view.Ddl, query.Database, tables, name) : [.. known[name]] },
                    cancellationToken).ConfigureAwait(false));
            }
        }

        return views;
    }

    private async ValueTask<ILookup<string, string>?> DependenciesAsync(CancellationToken cancellationToken) =>
        query.Dialect.ViewDependencies(query.Database) is not { } sql
            ? null
            : (await query.ListAsync(sql, "what views depend on", row => (View: row.Required(0), Table: row.Required(1)), cancellationToken)
                .ConfigureAwait(false)).ToLookup(row => row.View, row => row.Table, StringComparer.Ordinal);

    private async ValueTask<HashSet<string>> RelationsAsync(CancellationToken cancellationToken) =>
        new(
            await query.ListAsync(
                $"SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = {query.Literal}",
                "the list of tables",
                row => row.Required(0),
                cancellationToken).ConfigureAwait(false),
            StringComparer.Ordinal);

    // SHOW CREATE shows a broken view with no more than a warning, so the view itself is asked; LIMIT 0 reads no row.
    private async ValueTask<SchemaObject> CheckedAsync(SchemaObject view, CancellationToken cancellationToken)
    {
        try
        {
            await query.ListAsync(
                $"SELECT 1 FROM {Quote.Identifier(query.Database, view.Name)} LIMIT 0", $"view {view.Name}", row => row.Text(0), cancellationToken)
                .ConfigureAwait(false);
            return view;
        }
        catch (FerryException exception) when (exception.Code is not ("mysql.connection-lost" or "mysql.killed"))
        {
            query.Omissions.Add(new(
                FindingSeverity.Failure,
                "mysql.view-invalid",
                $"The view {view.Name} is broken in the source: {exception.Reason}",
                "Mend or drop the view. Its definition is in the backup all the same."));
            return view with { Attributes = new Dictionary<string, string> { [InvalidAttribute] = exception.Reason ?? "" } };
        }
    }
}
