using Ferry.Databases;
using Ferry.Merging;
using Shouldly;
using Xunit;

namespace Ferry.Testing.Providers;

public abstract partial class ProviderConformance
{
    /// <summary>The shape of a table says its columns, its primary key, its unique keys and its foreign keys, in order.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Reads_the_shapes_that_a_merge_needs()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);
        await RunAsync(
            target,
            "CREATE TABLE visits (visitor INTEGER NOT NULL, day VARCHAR(10) NOT NULL, nth INTEGER NOT NULL, note VARCHAR(20) DEFAULT 'none', host INTEGER, "
                + "PRIMARY KEY (day, visitor), FOREIGN KEY (host) REFERENCES people (id))").ConfigureAwait(false);
        await RunAsync(target, "CREATE UNIQUE INDEX one_each ON visits (nth, day)").ConfigureAwait(false);
        await RunAsync(target, "CREATE INDEX not_unique ON visits (note)").ConfigureAwait(false);

        var shapes = await ReadShapesAsync(target).ConfigureAwait(false);

        shapes.Select(shape => shape.Name).ShouldBe(["numbers", "people", "vacancies", "visits"]);
        shapes.Single(shape => shape.Name == "people").PrimaryKey.ShouldBe(["id"]);
        var visits = shapes.Single(shape => shape.Name == "visits");
        visits.Columns.Select(column => column.Name).ShouldBe(["visitor", "day", "nth", "note", "host"]);
        visits.Columns.Select(column => column.Column.Nullable).ShouldBe([false, false, false, true, true]);
        visits.Columns.Where(column => column.Default is not null).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            column => column.Name.ShouldBe("note"), column => column.Default.ShouldBe("'none'"));
        visits.PrimaryKey.ShouldBe(["day", "visitor"]);
        visits.Uniques.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            unique => unique.Name.ShouldBe("one_each"), unique => unique.Columns.ShouldBe(["nth", "day"]), unique => unique.IsPlain.ShouldBeTrue());
        visits.ForeignKeys.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reference => reference.Columns.ShouldBe(["host"]),
            reference => reference.ParentTable.ShouldBe("people"),
            reference => reference.ParentColumns.ShouldBe(["id"]));
        visits.Triggers.ShouldBeEmpty();
        shapes.ShouldAllBe(shape => shape.Findings.Count == 0);
    }

    /// <summary>A session that may only read merges nothing.</summary>
    /// <returns>A task.</returns>
    [Fact]
    public async Task Offers_no_merging_without_write_access()
    {
        var target = await CreateSampleAsync().ConfigureAwait(false);

        var session = await OpenAsync(target).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);

        session.Merge.ShouldBeNull();
    }

    private async ValueTask<IReadOnlyList<TableShape>> ReadShapesAsync(DatabaseTarget target)
    {
        var session = await OpenAsync(target, SessionAccess.Write).ConfigureAwait(false);
        await using var open = session.ConfigureAwait(false);
        SkipUnlessMerging(session);
        return await session.Merge!.ReadShapesAsync(Cancellation).ConfigureAwait(false);
    }

    private static void SkipUnlessMerging(IDatabaseSession session) =>
        Assert.SkipWhen(session.Merge is null, "The engine merges no rows.");
}
