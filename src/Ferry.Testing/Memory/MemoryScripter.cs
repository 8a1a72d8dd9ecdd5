using Ferry.Loading;
using Ferry.Schema;

namespace Ferry.Testing.Memory;

internal sealed class MemoryScripter : IRestoreScripter
{
    public RestoreScript Write(Catalog catalog, RestoreScriptOptions options) => new([.. Statements(catalog, options)], []);

    public IEnumerable<ScriptStatement> Statements(Catalog catalog, RestoreScriptOptions options) =>
        catalog.Tables.Where(table => options.Tables?.Contains(table.Name) ?? true).SelectMany(table => new[]
        {
            new ScriptStatement(RestorePhase.Tables, ObjectKind.Table, table.Name, table.Name, $"CREATE {table.Name}"),
            new ScriptStatement(RestorePhase.Indexes, ObjectKind.Index, table.Name, table.Name, $"INDEX {table.Name}"),
        }).OrderBy(statement => statement.Phase);

    public IReadOnlyList<string> SessionStatements() => ["PIN"];

    public string LoadStatement(Table table, string file) => $"LOAD {table.Name} {file}";

    public string ClientText(ScriptStatement statement) => $"{statement.Sql};\n";

    public async ValueTask WriteInsertsAsync(Table table, Stream rows, Stream sql, CancellationToken cancellationToken) =>
        await rows.CopyToAsync(sql, cancellationToken).ConfigureAwait(false);
}
