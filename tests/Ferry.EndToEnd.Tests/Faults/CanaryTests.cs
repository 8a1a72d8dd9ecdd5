using System.IO.Compression;
using System.Text;
using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>A password that must turn up nowhere.</summary>
public sealed class CanaryTests
{
    private const string Canary = "canary-5e1f-9b7c";

    [Theory, OnEachServer]
    public async Task A_password_is_in_no_output_no_archive_and_no_list_of_processes(ServerKind kind)
    {
        var token = TestContext.Current.CancellationToken;
        var server = TestServer.Of(kind).RequireAvailable();
        await using var source = await server.CreateDatabaseAsync("canary", token);
        await using var copy = await server.CreateDatabaseAsync("canarycopy", token);
        var user = $"c{Guid.NewGuid():N}"[..16];
        await ServerText.ExecuteAsync(
            source.ConnectionString,
            [
                "CREATE TABLE t (id INT PRIMARY KEY, v VARCHAR(20))", "INSERT INTO t VALUES (1, 'a')",
                $"CREATE USER {user}@'%' IDENTIFIED BY '{Canary}'", $"GRANT ALL ON *.* TO {user}@'%' WITH GRANT OPTION",
            ],
            token);
        try
        {
            using var project = new SqliteProject();
            Configure(project, source, copy.Name, user);
            string[] commands =
            [
                "doctor", "doctor --json", "config show", "backup --env staging", "backup --env staging --json --verbose", "list --json", "show latest --json",
                "verify latest --drill --json", "restore --env staging --backup latest --into local --force --json --verbose", "backup --env elsewhere --verbose",
                "backup --env missing --json --verbose", "backup --env wrong --json --verbose",
            ];
            foreach (var command in commands)
            {
                var (text, exitCode) = await RunAsync(project, command);
                text.ShouldNotContain(Canary, Case.Insensitive, command);
                exitCode.ShouldNotBe(1, $"{command}: {text}");
            }

            project.Visible().ShouldNotBeEmpty();
            foreach (var archive in project.Visible())
            {
                Texts(archive).ShouldAllBe(text => !text.Contains(Canary, StringComparison.OrdinalIgnoreCase));
            }
        }
        finally
        {
            await ServerText.ExecuteAsync(source.ConnectionString, [$"DROP USER {user}@'%'"], CancellationToken.None);
        }
    }

    private static void Configure(SqliteProject project, TestDatabase source, string copy, string user)
    {
        var (host, port) = (source.Target.Host, source.Target.Port);
        string Url(string database, string login, int? at) => $"mysql://{login}@{host}:{at}/{database}";
        File.WriteAllText(Path.Combine(project.Folder, "ferry.json"), $$"""
            { "Ferry": { "Application": "movies", "Environments": {
                "local": { "Databases": { "main": "{{Url(copy, $"{user}:{Canary}", port)}}" } },
                "staging": { "Databases": { "main": "{{Url(source.Name, $"{user}:{Canary}", port)}}" } },
                "elsewhere": { "Databases": { "main": "{{Url(source.Name, $"{user}:{Canary}", 1)}}" } },
                "missing": { "Databases": { "main": "{{Url("no_such_database", $"{user}:{Canary}", port)}}" } },
                "wrong": { "Databases": { "main": "{{Url(source.Name, $"nobody:{Canary}", port)}}" } } } } }
            """);
    }

    // The arguments and the variables of the process, and of any child, are looked at while it writes its lines.
    private static async Task<(string Text, int ExitCode)> RunAsync(SqliteProject project, string commandLine)
    {
        using var process = FerryProcess.Start(project.Folder, commandLine.Split(' '));
        process.StandardInput.Close();
        var text = new StringBuilder();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        text.Append(Processes(process.Id));
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            text.AppendLine(line).Append(Processes(process.Id));
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (text.Append(await error).ToString(), process.ExitCode);
    }

    private static string Processes(int id)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "";
        }

        try
        {
            var children = File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
            children.ShouldBeEmpty("Ferry starts no other program.");
            return File.ReadAllText($"/proc/{id}/cmdline") + File.ReadAllText($"/proc/{id}/environ");
        }
        catch (IOException)
        {
            return ""; // It has ended between its last line and this look.
        }
    }

    private static IEnumerable<string> Texts(string archive)
    {
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
        {
            using var content = entry.FullName.EndsWith(".zst", StringComparison.Ordinal)
                ? new ZstdSharp.DecompressionStream(entry.Open())
                : entry.Open();
            using var reader = new StreamReader(content, Encoding.Latin1);
            yield return reader.ReadToEnd();
        }
    }
}
