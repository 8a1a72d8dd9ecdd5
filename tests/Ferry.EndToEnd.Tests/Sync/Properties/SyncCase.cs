using Ferry.Environments;
using Ferry.Sync.Detection;

namespace Ferry.EndToEnd.Tests.Sync.Properties;

/// <summary>One drawn case: a schema, what both sides start with, and several rounds of edits and syncs.</summary>
/// <param name="Seed">What everything else is drawn from.</param>
/// <param name="Tables">How many tables.</param>
/// <param name="Shared">Steps that both sides have in common.</param>
/// <param name="Edits">Steps of each side before each sync.</param>
/// <param name="Rounds">How many syncs.</param>
internal sealed record SyncCase(int Seed, int Tables, int Shared, int Edits, int Rounds)
{
    // More than all that both sides have in common.
    private const int LaterStamps = 1000;

    public static SyncCase Draw(int seed)
    {
        var random = new Random(seed);
        return new(seed, random.Next(1, 5), random.Next(13), random.Next(13), random.Next(1, 4));
    }

    /// <summary>The same with less of something.</summary>
    public IEnumerable<SyncCase> Smaller()
    {
        SyncCase[] all =
        [
            this with { Rounds = 1 }, this with { Rounds = Rounds - 1 }, this with { Shared = 0 }, this with { Edits = Edits / 2 }, this with { Shared = Shared / 2 },
            this with { Edits = Edits - 1 }, this with { Shared = Shared - 1 }, this with { Tables = Tables - 1 },
        ];
        return all.Where(smaller => smaller != this && smaller is { Rounds: > 0, Tables: > 0, Shared: >= 0, Edits: >= 0 });
    }

    /// <summary>Runs it and checks every property in every round. A failure tells all that was done to both sides.</summary>
    public async Task RunAsync(SyncPair pair)
    {
        var told = new List<string>();
        try
        {
            await StepsAsync(pair, told);
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{failure.Message}\n{string.Join("\n", told)}", failure);
        }
    }

    private async Task StepsAsync(SyncPair pair, List<string> told)
    {
        var random = new Random(Seed);
        var tables = RandomSchema.Draw(random, Tables);
        await TellAsync(told, "both", pair.Production, SchemaScript.Of(tables, pair.Production));
        await pair.Local.ExecuteAsync(SchemaScript.Of(tables, pair.Local));
        var production = new SideModel(tables);
        var start = Script(new RandomHistory(random, tables, new('a', Deletes: false, Retires: false, FirstStamp: 0)).Draw(production, Shared));
        var local = production.Copy();
        await TellAsync(told, "both", pair.Production, start);
        await pair.Local.ExecuteAsync(start);
        var there = new RandomHistory(random, tables, new('b', Deletes: true, Retires: true, FirstStamp: LaterStamps));
        var here = new RandomHistory(random, tables, new('c', Deletes: true, Retires: false, FirstStamp: 0));
        var merger = new ReferenceMerger(tables);
        pair.Adjust = request => request with { Attended = false, Workers = 1 + (Seed % 3), RowsPerTransaction = Seed % 2 == 0 ? 1 : request.RowsPerTransaction, Detection = Sizes(request.Detection) };
        pair.Options = new SyncOptions { Watermark = Watermarks(tables), WatermarkNumbers = Seed % 5, DigestAfter = TimeSpan.FromDays(30) };
        for (var round = 0; round < Rounds; round++)
        {
            there.Spared = merger.IsOpenForGood;
            here.Barred = merger.IsMissed;
            await TellAsync(told, "production", pair.Production, Script(there.Draw(production, Edits)));
            await TellAsync(told, "local", pair.Local, Script(here.Draw(local, Edits)));
            var undo = random.Next(2) == 0;
            told.Add(undo ? "-- sync, undo, sync" : "-- sync");
            (merger, local) = await new SyncRound(pair, tables, production).RunAsync(merger, local, undo);
        }
    }

    // Whatever the source is digested and read in, the result is the same.
    private DetectionOptions Sizes(DetectionOptions usual) => usual with
    {
        RowsPerLeaf = new[] { 1, 2, 5, usual.RowsPerLeaf }[Seed % 4],
        RangeBytes = new[] { 1, 200, usual.RangeBytes }[Seed / 4 % 3],
        WholeFrom = new[] { 0.01, usual.WholeFrom, 1 }[Seed / 12 % 3],
    };

    private static Dictionary<string, string> Watermarks(IEnumerable<TableModel> tables) =>
        tables.Where(table => table.Stamp >= 0).ToDictionary(table => table.Name, table => table.Columns[table.Stamp].Name);

    private static Task TellAsync(List<string> told, string name, SyncSide side, IReadOnlyList<string> statements)
    {
        told.AddRange(statements.Select(statement => $"-- {name}\n{statement};"));
        return side.ExecuteAsync(statements);
    }

    private static IReadOnlyList<string> Script(IReadOnlyList<string> statements) => statements.Count == 0 ? [] : [$"BEGIN;\n{string.Join(";\n", statements)};\nCOMMIT"];
}
