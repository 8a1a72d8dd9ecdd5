using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ferry.Cli.Commands;
using Ferry.Cli.Hosting;
using Ferry.Cli.Tests.Commands;

namespace Ferry.Cli.Tests.Docs;

/// <summary>What docs/ says about commands, exit codes and JSON is what the tool does.</summary>
public sealed partial class DocumentationTests : IDisposable
{
    private readonly CliRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public async Task Every_exit_code_is_in_its_page()
    {
        var page = await ReadAsync("exit-codes.md");
        var codes = Enum.GetValues<FailureKind>().Select(kind => (int)kind).Concat([ExitCode.Ok, ExitCode.Warnings, ExitCode.Interrupted, ExitCode.Terminated]);

        ExitCodeRow().Matches(page).Select(row => int.Parse(row.Groups[1].Value)).Order().ShouldBe(codes.Order());
    }

    [Fact]
    public async Task Every_command_and_option_is_in_its_page()
    {
        var page = await ReadAsync("commands.md");
        foreach (var command in Verbs(FerryCommand.Create(new GlobalOptions()), "ferry"))
        {
            var section = Regex.Match(page, $@"^## {command.Path}$(.*?)(?=^## |\z)", RegexOptions.Multiline | RegexOptions.Singleline);

            section.Success.ShouldBeTrue($"{command.Path} has no section");
            foreach (var option in command.Command.Options.Where(option => option.Name is not ("--production" or "--local" or "--env")))
            {
                section.Value.ShouldContain(option.Name, Case.Sensitive, $"in the section of {command.Path}");
            }
        }
    }

    [Fact]
    public async Task No_page_names_an_option_that_does_not_exist()
    {
        var root = FerryCommand.Create(new GlobalOptions());
        var known = Verbs(root, "ferry").SelectMany(verb => verb.Command.Options).Concat(root.Options).SelectMany(option => option.Aliases.Append(option.Name)).ToHashSet();

        OptionWord().Matches(await ReadAsync("commands.md")).Select(word => word.Value).Where(word => !known.Contains(word)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_samples_of_JSON_have_the_shape_of_what_is_printed()
    {
        var samples = JsonBlock().Matches(await ReadAsync("json-output.md")).Select(block => JsonDocument.Parse(block.Groups[1].Value).RootElement).ToList();
        var printed = await PrintEverythingAsync();

        foreach (var sample in samples)
        {
            printed.ShouldContain(line => JsonShape.Same(sample, line), $"nothing printed looks like {sample}");
        }
    }

    private async Task<List<JsonElement>> PrintEverythingAsync()
    {
        _run.Configure();
        _run.Sql("local.db", "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO users VALUES (9, 'Old'); CREATE TABLE old (a)");
        Directory.CreateDirectory(_run.PathOf("other"));
        var printed = await PrintAsync(_run,
            "backup --production", "verify --drill", "list", "show latest", "restore --backup latest --force", "doctor", "doctor --production --grants", "config show",
            "show nosuch", "init --url sqlite:local.db --config other/ferry.json", "demo");
        using var merging = new CliRun();
        SyncScene.Prepare(merging);
        return [.. printed, .. await PrintAsync(merging, "sync --production --force", "sync history", "sync undo --force"), .. JsonLines.OfRareKinds()];
    }

    private static async Task<List<JsonElement>> PrintAsync(CliRun run, params string[] lines)
    {
        var printed = new List<JsonElement>();
        foreach (var line in lines)
        {
            await run.RunAsync([.. line.Split(' '), "--json"]);
            printed.AddRange(run.Lines);
        }

        return printed;
    }

    // A group of commands may be a command itself.
    private static IEnumerable<(string Path, Command Command)> Verbs(Command command, string path) =>
        command.Subcommands.SelectMany(child => Verbs(child, $"{path} {child.Name}")).Prepend((path, command)).Where(each => each.Item2 is Verb);

    private static Task<string> ReadAsync(string page) =>
        File.ReadAllTextAsync(Path.Combine(RepositoryFolder(), "docs", page), TestContext.Current.CancellationToken);

    internal static string RepositoryFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Ferry.slnx")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| (\d+) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCodeRow();

    [GeneratedRegex(@"(?<![\w-])--[a-z][a-z-]+")]
    private static partial Regex OptionWord();

    [GeneratedRegex(@"^```json\n(.*?)\n```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
