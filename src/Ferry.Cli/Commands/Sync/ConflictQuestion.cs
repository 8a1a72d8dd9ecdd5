using Ferry.Cli.Hosting;
using Ferry.Cli.Output.Views;
using Ferry.Sync;

namespace Ferry.Cli.Commands.Sync;

/// <summary>Asks about cells that both sides have changed, where their policy is to ask.</summary>
internal sealed class ConflictQuestion(CliContext context)
{
    private static readonly ConflictChoice[] _choices = Enum.GetValues<ConflictChoice>();

    /// <summary>Asks about every question of a plan, until the rest is answered at once.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="before">What was answered before, which stays answered.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <returns>All answers; null when there was nothing to ask.</returns>
    public async Task<SyncAnswers?> AskAsync(SyncPlan plan, SyncAnswers before, CancellationToken cancellationToken)
    {
        var questions = plan.Databases.SelectMany(database => database.Tables).SelectMany(table => table.Questions.Select(question => (table.Name, question))).ToList();
        if (questions.Count == 0)
        {
            return null;
        }

        var cells = before.Cells.ToDictionary();
        foreach (var (table, question) in questions)
        {
            var choice = await context.Ask.SelectAsync(Title(table, question), _choices, choice => Describe(choice, question), cancellationToken);
            if (Rest(choice) is { } rest)
            {
                return new SyncAnswers { Cells = cells, Rest = rest };
            }

            cells[question.Id] = choice switch
            {
                ConflictChoice.Here => SyncAnswer.Here,
                ConflictChoice.There => SyncAnswer.There,
                _ => SyncAnswer.Open,
            };
        }

        return new SyncAnswers { Cells = cells };
    }

    private static string Title(string table, SyncQuestion question)
    {
        var there = question.SourceKey == question.TargetKey ? "" : $", {question.SourceKey} there";
        var known = question.NaturalKey is null ? "" : $" ({question.NaturalKey}{there})";
        return $"Both sides changed {question.Column} of {table} {question.TargetKey}{(known.Length > 0 ? known : there)}. Whose value counts?";
    }

    private static string Describe(ConflictChoice choice, SyncQuestion question) => choice switch
    {
        ConflictChoice.Here => $"Here: {SyncRowView.Value(question.Here)}",
        ConflictChoice.There => $"There: {SyncRowView.Value(question.There)}",
        ConflictChoice.Open => "Leave it open",
        ConflictChoice.RestHere => "This and all the rest: here",
        ConflictChoice.RestThere => "This and all the rest: there",
        _ => "This and all the rest: leave open",
    };

    private static SyncAnswer? Rest(ConflictChoice choice) => choice switch
    {
        ConflictChoice.RestHere => SyncAnswer.Here,
        ConflictChoice.RestThere => SyncAnswer.There,
        ConflictChoice.RestOpen => SyncAnswer.Open,
        _ => null,
    };
}
