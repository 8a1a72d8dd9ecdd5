using System.Text;
using Ferry.Archives;
using Ferry.Loading;
using Ferry.Schema;

namespace Ferry.Backup;

/// <summary>The plain script in an archive that the engine's own client runs: tables, loads, then everything else.</summary>
internal static class RestoreSql
{
    public static byte[] Write(IRestoreScripter scripter, Catalog catalog, IEnumerable<ManifestTable> tables)
    {
        var text = new StringBuilder();
        foreach (var statement in scripter.SessionStatements())
        {
            text.Append(statement).Append(";\n");
        }

        var script = scripter.Write(catalog, new RestoreScriptOptions(catalog.Database));
        Append(text, scripter, script.Statements.Where(statement => statement.Phase <= RestorePhase.Tables));
        var chunks = tables.ToDictionary(table => table.Name, table => table.Chunks);
        foreach (var table in catalog.Tables)
        {
            foreach (var chunk in chunks[table.Name])
            {
                text.Append(scripter.LoadStatement(table, Unpacked(chunk.Path))).Append(";\n");
            }
        }

        Append(text, scripter, script.Statements.Where(statement => statement.Phase > RestorePhase.Tables));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // The script runs in the database's own folder, after zstd has dropped the last ending.
    private static string Unpacked(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..^".zst".Length];

    private static void Append(StringBuilder text, IRestoreScripter scripter, IEnumerable<ScriptStatement> statements)
    {
        foreach (var statement in statements)
        {
            text.Append(scripter.ClientText(statement));
        }
    }
}
