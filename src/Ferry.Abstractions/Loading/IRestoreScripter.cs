using Ferry.Schema;

namespace Ferry.Loading;

/// <summary>Turns a catalog into the statements that restore it. Pure: no server is asked.</summary>
public interface IRestoreScripter
{
    /// <summary>Writes every statement in the order in which it must run; rows are loaded between
    /// <see cref="RestorePhase.Tables"/> and <see cref="RestorePhase.Indexes"/>.</summary>
    /// <param name="catalog">The catalog from the archive.</param>
    /// <param name="options">Target name and replacements.</param>
    /// <returns>The script, with a note for each replacement made.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when DDL cannot be understood or renamed safely.</exception>
    RestoreScript Write(Catalog catalog, RestoreScriptOptions options);

    /// <summary>The statements of <see cref="Write"/> one after the other, for who needs each only once: those of very many tables do not fit into memory together.</summary>
    /// <param name="catalog">The catalog from the archive.</param>
    /// <param name="options">Target name and replacements.</param>
    /// <returns>Statements that are made when they are asked for.</returns>
    /// <exception cref="FerryException"><see cref="FailureKind.Unsupported"/> when DDL cannot be understood or renamed safely.</exception>
    IEnumerable<ScriptStatement> Statements(Catalog catalog, RestoreScriptOptions options);

    /// <summary>Statements that pin a session of the stock client before anything else runs.</summary>
    /// <returns>Whole statements without their terminator.</returns>
    IReadOnlyList<string> SessionStatements();

    /// <summary>The statement by which the stock client loads one chunk file.</summary>
    /// <param name="table">The table.</param>
    /// <param name="file">The file's path, as the client will see it.</param>
    /// <returns>One whole statement without its terminator.</returns>
    string LoadStatement(Table table, string file);

    /// <summary>Writes a statement as the stock client reads it from a script, with delimiter changes and session state where needed.</summary>
    /// <param name="statement">A statement of a <see cref="RestoreScript"/>.</param>
    /// <returns>Script text ending in a line feed.</returns>
    string ClientText(ScriptStatement statement);

    /// <summary>Writes rows as INSERT statements of the stock client's dialect.</summary>
    /// <param name="table">The table.</param>
    /// <param name="rows">Rows in the engine's row format.</param>
    /// <param name="sql">Receives UTF-8 script text; binary values in hexadecimal.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>A task that ends when all rows are written.</returns>
    ValueTask WriteInsertsAsync(Table table, Stream rows, Stream sql, CancellationToken cancellationToken);
}
