using CsCheck;
using Ferry.Detection;
using Ferry.Sync.Detection;

namespace Ferry.EndToEnd.Tests.Detection;

public sealed class RandomHistoryTests(ITestOutputHelper output)
{
    private const int Rounds = 3;

    // A failure names the seed: CsCheck_Seed=… runs it again.
    [Theory]
    [InlineData(SourceKind.Sqlite, 60)]
    [InlineData(SourceKind.MariaDb, 25)]
    [InlineData(SourceKind.MySql, 25)]
    public Task Every_changed_key_is_found_whatever_the_leaves_ranges_and_workers(SourceKind kind, int histories) =>
        Gen.Int[0, int.MaxValue - 1].SampleAsync(seed => FollowAsync(kind, seed), iter: histories, threads: 1, writeLine: output.WriteLine);

    private static async Task FollowAsync(SourceKind kind, int seed)
    {
        var random = new Random(seed);
        var options = new DetectionOptions
        {
            Key = "a key"u8.ToArray(),
            RowsPerLeaf = 1 << random.Next(0, 7),
            RangeBytes = random.Next(2) == 0 ? 2000 : 1 << 20,
            // Many times the rows that are left: however many were deleted, no range is read whole.
            WholeFrom = random.Next(2) == 0 ? 1.0 / 3 : 1_000_000,
            Verify = true,
        };
        var history = new RandomHistory(seed, kind != SourceKind.Sqlite);
        await using var source = await SourceDatabase.CreateAsync(kind);
        await using var staging = await Staging.CreateAsync();
        await source.ExecuteAsync(history.Create());
        var before = await DetectionRun.OfAsync(source, staging, options, random.Next(1, 4));
        before.Changes["t"].Verdict.ShouldBe(Verdict.Everything);
        before.Fetched["t"].Order().ShouldBe(before.Rows["t"].Order());
        for (var round = 0; round < Rounds; round++)
        {
            await source.ExecuteAsync(history.Edits());
            var now = await DetectionRun.OfAsync(source, staging, options, random.Next(1, 4));
            Check(before, now, options, $"{history.Shape}, seed {seed}, round {round}");
            before = now;
        }
    }

    private static void Check(DetectionRun before, DetectionRun now, DetectionOptions options, string which)
    {
        var (was, rows, fetched, changes) = (before.Rows["t"], now.Rows["t"], now.Fetched["t"], now.Changes["t"]);
        var added = Except(rows, was);
        var gone = Except(was, rows);
        Except(added, fetched).ShouldBeEmpty($"not found: {which}");
        Except(fetched, rows).ShouldBeEmpty($"read twice: {which}");
        if (added.Count + gone.Count == 0)
        {
            changes.Verdict.ShouldBe(Verdict.Unchanged, which);
        }
        else
        {
            changes.Verdict.ShouldNotBe(Verdict.Unchanged, which);
        }

        if (changes.Rows is { } count)
        {
            count.ShouldBe(rows.Count, which);
        }

        var hasKey = !changes.Table.Attributes.ContainsKey("hidden_rowid");
        if (hasKey && changes is { Layout: { Kind: LeafKind.Integer } layout, Verdict: Verdict.Ranges } && options.WholeFrom > 1)
        {
            var dirty = added.Concat(gone).Select(row => layout.LeafOf(Key(changes, row))).ToHashSet();
            fetched.Where(row => !dirty.Contains(layout.LeafOf(Key(changes, row)))).ShouldBeEmpty($"read needlessly: {which}");
        }

        if (changes is { Verdict: Verdict.Ranges, Keys: { } keys })
        {
            gone.ShouldAllBe(row => keys.Any(selection => Selects(selection, Key(changes, row))), which);
        }
    }

    private static bool Selects(KeySelection keys, Int128 key) => keys.Intervals.Any(interval =>
        key >= interval.First && key <= interval.Last && (interval.Weight is null || interval.Weight == LeafLayout.WeightOf(key)));

    private static Int128 Key(TableChanges changes, string row)
    {
        var column = changes.Table.Columns.TakeWhile(each => each.Name != changes.Table.ChunkKey[0]).Count();
        return Int128.Parse(row.Split('\t')[column].TrimStart('I'), System.Globalization.CultureInfo.InvariantCulture);
    }

    // As multisets: a table without a key may hold a row twice.
    private static List<string> Except(IEnumerable<string> rows, IEnumerable<string> others)
    {
        var left = others.GroupBy(row => row).ToDictionary(group => group.Key, group => group.Count());
        return [.. rows.Where(row => !(left.TryGetValue(row, out var count) && count > 0 && (left[row] = count - 1) >= 0))];
    }
}
