using Ferry.Loading;
using Ferry.MySql.Ddl;
using Ferry.MySql.Dialects;
using Ferry.Schema;

namespace Ferry.MySql.Loading;

/// <summary>Writes one catalog as a restore script.</summary>
internal sealed class CatalogScript(Catalog catalog, RestoreScriptOptions options)
{
    private readonly List<ScriptStatement> _definitions = [];
    private readonly List<ScriptStatement> _statements = [];
    private readonly List<ScriptStatement> _enabling = [];
    private readonly List<string> _notes = [];
    private readonly DatabaseRename _rename = new(
        catalog.Database,
        options.Database,
        catalog.Tables.Select(table => table.Name)
            .Concat(catalog.Objects.Where(item => item.Kind == ObjectKind.View).Select(item => item.Name))
            .ToHashSet(StringComparer.Ordinal),
        catalog.Settings.GetValueOrDefault("lower_case_table_names", "0") != "0");

    /// <summary>Writes everything of every phase.</summary>
    public RestoreScript Write() => new([.. Statements()], _notes);

    /// <summary>Writes everything of every phase, each table's definition when it is asked for. To be walked once.</summary>
    public IEnumerable<ScriptStatement> Statements()
    {
        WriteSequences();
        foreach (var statement in TakeDefinitions())
        {
            yield return statement;
        }

        foreach (var table in catalog.Tables.Where(table => IsWanted(table.Name)))
        {
            WriteTable(table);
            foreach (var statement in TakeDefinitions())
            {
                yield return statement;
            }
        }

        foreach (var item in catalog.Objects.Where(item => IsWantedObject(item) && item.Kind is not (ObjectKind.Sequence or ObjectKind.View)))
        {
            WriteCode(item);
        }

        if (options.Tables is null)
        {
            WriteViews();
        }

        foreach (var statement in _statements.Concat(_enabling).OrderBy(statement => statement.Phase))
        {
            yield return statement;
        }
    }

    // What comes before the rows; all the rest waits for the last table.
    private ScriptStatement[] TakeDefinitions()
    {
        ScriptStatement[] taken = [.. _definitions];
        _definitions.Clear();
        return taken;
    }

    private bool IsWanted(string table) => options.Tables?.Contains(table, StringComparer.Ordinal) ?? true;

    private bool IsWantedObject(SchemaObject item) =>
        options.Tables is null || (item.Kind == ObjectKind.Trigger && item.Table is not null && IsWanted(item.Table));

    // Tables whose defaults draw from a sequence cannot be created without it.
    private bool IsUsed(SchemaObject sequence) => options.Tables is null || catalog.Tables.Any(table =>
        IsWanted(table.Name)
        && table.Ddl.Contains("nextval", StringComparison.OrdinalIgnoreCase)
        && table.Ddl.Contains(Quote.Identifier(sequence.Name), StringComparison.Ordinal));

    private void WriteSequences()
    {
        foreach (var sequence in catalog.Objects.Where(item => item.Kind == ObjectKind.Sequence && IsUsed(item)))
        {
            Add(RestorePhase.Sequences, sequence, Rewritten(sequence));
            if (sequence.Attributes.TryGetValue("next", out var next))
            {
                var round = sequence.Attributes.GetValueOrDefault("round", "0");
                Add(RestorePhase.Counters, sequence, $"DO SETVAL({Quote.Identifier(sequence.Name)}, {Number(next)}, 0, {Number(round)})");
            }
        }
    }

    private void WriteTable(Table table)
    {
        var read = SqlText.Read(table.Ddl);
        StatementKind.Demand(read, ObjectKind.Table, table.Name);
        var ddl = InOwnFolder(table, _rename.Apply(read, $"Table {table.Name}"));
        var split = KeyDeferral.Split(table, ddl, options.SmallTables.Contains(table.Name));
        Add(RestorePhase.Tables, ObjectKind.Table, table, split.Create);
        foreach (var index in split.Indexes)
        {
            Add(RestorePhase.Indexes, ObjectKind.Index, table, index);
        }

        if (split.ForeignKeys is { } keys)
        {
            Add(RestorePhase.ForeignKeys, ObjectKind.ForeignKey, table, keys);
        }

        if (split.Counter is { } counter)
        {
            Add(RestorePhase.Counters, ObjectKind.Table, table, counter);
        }
    }

    // Loaded beside the target and moved there, it would be gone after the server's next start.
    private string InOwnFolder(Table table, string ddl)
    {
        if (options.Server?.Product != "MariaDB" || !TableFolders.Has(ddl))
        {
            return ddl;
        }

        _notes.Add($"Table {table.Name} is made in the server's own folder, not in the DATA DIRECTORY of its definition: MariaDB loses the files of such a table when it moves to another database.");
        return TableFolders.Remove(ddl);
    }

    private void WriteViews()
    {
        var views = catalog.Objects.Where(item => item.Kind == ObjectKind.View).ToList();
        foreach (var view in ViewOrder.Sort(views, catalog.Database))
        {
            if (view.Attributes.TryGetValue("invalid", out var reason))
            {
                _notes.Add($"View {view.Name} cannot be opened on the source either ({reason}); it is left out, its text is in schema.json.");
                continue;
            }

            Add(RestorePhase.Views, view, Rewritten(view));
        }
    }

    private void WriteCode(SchemaObject item)
    {
        var sql = Rewritten(item);
        switch (item.Kind)
        {
            case ObjectKind.Trigger:
                AddUnderDatabaseCollation(RestorePhase.Triggers, item, sql);
                break;
            case ObjectKind.Event:
                WriteEvent(item, sql);
                break;
            default:
                AddUnderDatabaseCollation(RestorePhase.Routines, item, sql);
                break;
        }
    }

    // Events are enabled when all of them exist. ALTER EVENT would make its caller the definer, so it names the definer again, and it
    // saves the database's collation anew.
    private void WriteEvent(SchemaObject item, string sql)
    {
        var read = SqlText.Read(sql, SqlSyntax.Of(item.Session?.SqlMode));
        AddUnderDatabaseCollation(RestorePhase.Events, item, EventStatus.Disable(read, out var enabled));
        if (enabled)
        {
            var definer = DefinerClause.Text(read) is { Length: > 0 } clause ? clause + " " : "";
            var enable = $"ALTER {definer}EVENT {Quote.Identifier(item.Name)} ENABLE";
            _enabling.AddRange(UnderDatabaseCollation(
                item, new ScriptStatement(RestorePhase.Events, ObjectKind.Event, item.Name, null, enable, Known(item.Session))));
        }
    }

    private string Rewritten(SchemaObject item)
    {
        var what = $"{item.Kind} {item.Name}";
        var syntax = SqlSyntax.Of(item.Kind == ObjectKind.View ? null : item.Session?.SqlMode);
        var read = SqlText.Read(item.Ddl, syntax);
        StatementKind.Demand(read, item.Kind, item.Name);
        var sql = _rename.Apply(read, what);
        if (options.KnownDefiners is { } known)
        {
            sql = DefinerClause.Replace(SqlText.Read(sql, syntax), known, out var replaced);
            if (replaced is not null)
            {
                _notes.Add($"{what}: its definer {replaced} does not exist here; it runs as the account that restores.");
            }
        }

        if (!StatementSession.KeepsCharset(sql, item.Session))
        {
            _notes.Add($"{what}: its text is not ASCII, so its saved client character set becomes utf8mb4 instead of {item.Session?.Charset}.");
        }

        return sql;
    }

    private void AddUnderDatabaseCollation(RestorePhase phase, SchemaObject item, string sql) => _statements.AddRange(
        UnderDatabaseCollation(item, new ScriptStatement(phase, item.Kind, item.Name, item.Table, sql, Known(item.Session))));

    private IEnumerable<ScriptStatement> UnderDatabaseCollation(SchemaObject item, ScriptStatement statement) =>
        item.Session?.DatabaseCollation is { } collation && catalog.Collation is { } usual && collation != usual
            ? [Collation(statement.Phase, collation), statement, Collation(statement.Phase, usual)]
            : [statement];

    private ScriptStatement Collation(RestorePhase phase, string collation) => new(
        phase, ObjectKind.Database, options.Database, null, $"ALTER DATABASE {Quote.Identifier(options.Database)} COLLATE {Quote.Literal(collation)}");

    private void Add(RestorePhase phase, ObjectKind kind, Table table, string sql) =>
        Add(new ScriptStatement(phase, kind, table.Name, table.Name, sql));

    private void Add(RestorePhase phase, SchemaObject item, string sql) =>
        Add(new ScriptStatement(phase, item.Kind, item.Name, item.Table, sql, Known(item.Session)));

    private void Add(ScriptStatement statement) => (statement.Phase <= RestorePhase.Tables ? _definitions : _statements).Add(statement);

    // Modes that servers have dropped would make the whole SET fail.
    private DdlSession? Known(DdlSession? session) =>
        session?.SqlMode is null || options.Server?.Product != "MySQL"
            ? session
            : session with
            {
                SqlMode = string.Join(',', session.SqlMode.Split(',').Where(mode => mode is not ("NO_AUTO_CREATE_USER" or "DB2" or "MAXDB" or "MSSQL"
                    or "MYSQL323" or "MYSQL40" or "ORACLE" or "POSTGRESQL" or "NO_FIELD_OPTIONS" or "NO_KEY_OPTIONS" or "NO_TABLE_OPTIONS"))),
            };

    private static string Number(string text) => decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)
        ? text
        : throw new FerryException(FailureKind.Unsupported, "mysql.bad-number", $"A sequence value is no number: {text}");
}
