namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>One drawn case: a schema, what both sides start with, and several rounds of edits and syncs.</summary>
/// <param name="Seed">What everything else is drawn from.</param>
/// <param name="Tables">How many tables.</param>
/// <param name="Shared">Steps that both sides have in common.</param>
/// <param name="Edits">Steps of each side before each sync.</param>
/// <param name="Rounds">How many syncs.</param>
internal sealed record SyncCase(int Seed, int Tables, int Shared, int Edits, int Rounds)
{
    private readonly List<string> _told = [];

    /// <summary>Runs it and checks every property in every round. A failure tells all that was done to both sides.</summary>
    public async Task RunAsync(SyncPair pair)
    {
        try
        {
            await StepsAsync(pair);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{string.Join("\n", _told)}", failure);
        }
    }

    private async Task StepsAsync(SyncPair pair)
    {
        var random = new Random(Seed);
        var tables = RandomSchema.Draw(random, Tables);
        await TellAsync("production", pair.Production, SchemaScript.Of(tables, pair.Production));
        await TellAsync("local", pair.Local, SchemaScript.Of(tables, pair.Local));
        var production = new SideModel(tables);
        var start = Script(new RandomHistory(random, tables, new('a', Deletes: false, Retires: false)).Draw(production, Shared));
        var local = production.Copy();
        await TellAsync("production", pair.Production, start);
        await TellAsync("local", pair.Local, start);
        var there = new RandomHistory(random, tables, new('b', Deletes: true, Retires: true));
        var here = new RandomHistory(random, tables, new('c', Deletes: true, Retires: false));
        var merger = new ReferenceMerger(tables);
        pair.Adjust = request => request with { Attended = false, Workers = 1 + (Seed % 3) };
        for (var round = 0; round < Rounds; round++)
        {
            await TellAsync("production", pair.Production, Script(there.Draw(production, Edits)));
            await TellAsync("local", pair.Local, Script(here.Draw(local, Edits)));
            var undo = random.Next(2) == 0;
            _told.Add(undo ? "-- sync, undo, sync" : "-- sync");
            (merger, local) = await new SyncRound(pair, tables, production).RunAsync(merger, local, undo);
        }
    }

    private Task TellAsync(string name, SyncSide side, IReadOnlyList<string> statements)
    {
        _told.AddRange(statements.Select(statement => $"-- {name}\n{statement};"));
        return side.ExecuteAsync(statements);
    }

    private static IReadOnlyList<string> Script(IReadOnlyList<string> statements) => statements.Count == 0 ? [] : [$"BEGIN;\n{string.Join(";\n", statements)};\nCOMMIT"];
}
