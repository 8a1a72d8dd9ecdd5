using Ferry.Cli.Hosting;
using Ferry.Environments;
using Ferry.Sync;
using Spectre.Console;

namespace Ferry.Cli.Commands.Sync;

/// <summary>Asks, once, about what a plan guesses: whether the same id means the same row.</summary>
internal sealed class IdentityQuestion(CliContext context)
{
    /// <summary>Asks about every table of a plan that rests on a guess.</summary>
    /// <returns>The settings that answer it for good; none where the plan may stay as it is.</returns>
    public async Task<IReadOnlyList<SettingValue>> AskAsync(SyncPlan plan, CancellationToken cancellationToken)
    {
        var tables = plan.Databases.SelectMany(database => database.Tables).Where(table => table.ConfirmIdentity && IdentitySettings.IsUsed(table))
            .DistinctBy(table => table.Name, StringComparer.OrdinalIgnoreCase).ToList();
        if (tables.Count == 0)
        {
            return [];
        }

        var answer = await AskAsync(tables, cancellationToken);
        if (answer != IdentityAnswer.OneByOne)
        {
            return [.. Settings(tables, answer)];
        }

        var settings = new List<SettingValue>();
        foreach (var table in tables)
        {
            settings.AddRange(Settings([table], await AskAsync([table], cancellationToken)));
        }

        return settings;
    }

    private async Task<IdentityAnswer> AskAsync(List<SyncTablePlan> tables, CancellationToken cancellationToken)
    {
        foreach (var table in tables)
        {
            context.Output.Message(new Text($"{table.Name}: {table.Identity}"));
        }

        var one = tables.Count == 1;
        var choices = new Dictionary<IdentityAnswer, string>
        {
            [IdentityAnswer.AsPlanned] = "Where the rows agree, this time; ask me again",
            [IdentityAnswer.Same] = one ? "Yes: rows with the same id are the same row" : "Yes, in all of them",
            [IdentityAnswer.Nothing] = one ? "No: their ids mean nothing" : "No, in none of them",
        };
        if (!one)
        {
            choices.Add(IdentityAnswer.OneByOne, "Ask me table by table");
        }

        return await context.Ask.SelectAsync(
            $"Does the same id mean the same row in {string.Join(", ", tables.Select(table => table.Name))}?", choices.Keys, choice => choices[choice], cancellationToken);
    }

    private static IEnumerable<SettingValue> Settings(IEnumerable<SyncTablePlan> tables, IdentityAnswer answer) => answer == IdentityAnswer.AsPlanned
        ? []
        : tables.Select(table => IdentitySettings.Of(table.Name, answer == IdentityAnswer.Same ? "\"primary-key\"" : "\"none\""));
}
