using System.Text;
using Ferry.Archives;
using Ferry.Loading;
using Ferry.Schema;

namespace Ferry.Backup;

/// <summary>The plain script in an archive that the engine's own client runs: tables, loads, then everything else. Written as it is made: of very many tables it is long.</summary>
internal static class RestoreSql
{
    private const int BufferSize = 1 << 14;

    public static async Task WriteAsync(
        Stream sql, IRestoreScripter scripter, Catalog catalog, IReadOnlyList<ManifestTable> tables, CancellationToken cancellationToken)
    {
        var text = new StreamWriter(sql, new UTF8Encoding(false), BufferSize, leaveOpen: true);
        await using var closing = text.ConfigureAwait(false);
        foreach (var piece in Pieces(scripter, catalog, tables))
        {
            await text.WriteAsync(piece.AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> Pieces(IRestoreScripter scripter, Catalog catalog, IReadOnlyList<ManifestTable> tables)
    {
        foreach (var statement in scripter.SessionStatements())
        {
            yield return $"{statement};\n";
        }

        var rest = new List<ScriptStatement>();
        foreach (var statement in scripter.Statements(catalog, new RestoreScriptOptions(catalog.Database)))
        {
            if (statement.Phase <= RestorePhase.Tables)
            {
                yield return scripter.ClientText(statement);
            }
            else
            {
                rest.Add(statement);
            }
        }

        foreach (var text in Loads(scripter, catalog, tables).Concat(rest.Select(scripter.ClientText)))
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Loads(IRestoreScripter scripter, Catalog catalog, IReadOnlyList<ManifestTable> tables)
    {
        var chunks = tables.ToDictionary(table => table.Name, table => table.Chunks, StringComparer.Ordinal);
        return catalog.Tables.SelectMany(table => chunks[table.Name].Select(chunk => $"{scripter.LoadStatement(table, Unpacked(chunk.Path))};\n"));
    }

    // The script runs in the database's own folder, after zstd has dropped the last ending.
    private static string Unpacked(string path) => path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..^".zst".Length];
}
