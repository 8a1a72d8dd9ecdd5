using System.Diagnostics;
using System.Text;
using Ferry.Loading;
using Ferry.TestServers;

namespace Ferry.MySql.Tests.Loading;

public sealed class StockClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ServerKind.MariaDb, true)]
    [InlineData(ServerKind.MariaDb, false)]
    [InlineData(ServerKind.MySql, true)]
    [InlineData(ServerKind.MySql, false)]
    public async Task The_stock_client_restores_the_script(ServerKind kind, bool loads)
    {
        await using var source = await TestServer.Of(kind).CreateDatabaseAsync("source", Token);
        await Statements.RunAsync(source,
            "CREATE TABLE genres (id int AUTO_INCREMENT PRIMARY KEY, name varchar(40)) AUTO_INCREMENT = 50",
            "CREATE TABLE `odd\nname; -- x` (id int PRIMARY KEY, genre int, plot text, KEY by_genre (genre), CONSTRAINT g FOREIGN KEY (genre) REFERENCES genres (id))",
            "INSERT INTO genres VALUES (1, 'it''s\\t\\\\ \\n;'), (2, NULL)",
            "INSERT INTO `odd\nname; -- x` VALUES (1, 1, '💾')",
            "CREATE VIEW `view ;` AS SELECT ';' AS c, name FROM genres",
            "CREATE TRIGGER t BEFORE INSERT ON genres FOR EACH ROW BEGIN /* $$ ; */ SET NEW.name = CONCAT(NEW.name, ';'); -- '\n END",
            "SET sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
            "CREATE PROCEDURE p() BEGIN SELECT '\\'; SELECT \"name\" FROM genres; END");
        await using var target = await TestServer.Of(kind).CreateDatabaseAsync("client", Token);
        var folder = Directory.CreateTempSubdirectory("ferry-client-");
        try
        {
            var script = await ScriptAsync(source, target.Name, folder.FullName, loads);
            var errors = await RunAsync(TestServer.Of(kind), target.Name, script);

            // Tests that run at the same time can meet in MySQL's data dictionary; a script, unlike Ferry, does not try again.
            for (var attempt = 1; attempt < 5 && errors.Contains("ERROR 1213", StringComparison.Ordinal); attempt++)
            {
                await Statements.RunAsync(target, $"DROP DATABASE `{target.Name}`", $"CREATE DATABASE `{target.Name}` CHARACTER SET utf8mb4");
                errors = await RunAsync(TestServer.Of(kind), target.Name, script);
            }

            errors.ShouldNotContain("ERROR");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        await Equality.ShouldHoldAsync(source, target.Name);
    }

    private static async Task<byte[]> ScriptAsync(TestDatabase source, string name, string folder, bool loads)
    {
        var scripter = new MySqlProvider().Scripter!;
        var (catalog, rows) = await RestoredCopy.SourceAsync(source);
        var script = scripter.Write(catalog, new RestoreScriptOptions(name));
        var sql = new MemoryStream();
        void Write(string text) => sql.Write(Encoding.UTF8.GetBytes(text));
        foreach (var statement in scripter.SessionStatements())
        {
            Write(statement + ";\n");
        }

        foreach (var statement in script.Statements.Where(statement => statement.Phase <= RestorePhase.Tables))
        {
            Write(scripter.ClientText(statement));
        }

        for (var i = 0; i < catalog.Tables.Count; i++)
        {
            var table = catalog.Tables[i];
            rows[table.Name].Position = 0;
            if (loads)
            {
                var file = Path.Combine(folder, $"{i}.tsv");
                await File.WriteAllBytesAsync(file, rows[table.Name].ToArray(), Token);
                Write(scripter.LoadStatement(table, file) + ";\n");
            }
            else
            {
                await scripter.WriteInsertsAsync(table, rows[table.Name], sql, Token);
            }
        }

        foreach (var statement in script.Statements.Where(statement => statement.Phase > RestorePhase.Tables))
        {
            Write(scripter.ClientText(statement));
        }

        return sql.ToArray();
    }

    private static async Task<string> RunAsync(TestServer server, string database, byte[] script)
    {
        var target = server.Target(database);
        using var client = Process.Start(new ProcessStartInfo(
            server.Client,
            [$"--host={target.Host}", $"--port={target.Port}", $"--user={target.Username}", "--local-infile=1", "--comments", "--binary-mode", database])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        await client.StandardInput.BaseStream.WriteAsync(script, Token);
        client.StandardInput.Close();
        var errors = await client.StandardError.ReadToEndAsync(Token);
        await client.WaitForExitAsync(Token);
        (client.ExitCode == 0).ShouldBe(!errors.Contains("ERROR", StringComparison.Ordinal), errors);
        return errors;
    }
}
