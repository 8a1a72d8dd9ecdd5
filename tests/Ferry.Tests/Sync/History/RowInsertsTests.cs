using CsCheck;
using Ferry.Sync.History;

namespace Ferry.Tests.Sync.History;

public sealed class RowInsertsTests
{
    [Fact]
    public void Few_rows_are_one_statement() =>
        RowInserts.Of("t (a)", ["(1)", "(2)"]).ShouldBe(["INSERT INTO t (a) VALUES\n(1),\n(2)"]);

    [Fact]
    public void No_rows_are_no_statement() => RowInserts.Of("t (a)", []).ShouldBeEmpty();

    [Fact]
    public void Every_row_comes_once_and_in_order_and_only_single_rows_are_longer_than_the_limit() =>
        Gen.Int[0, 60].Array[0, 30].Sample(lengths =>
        {
            var rows = lengths.Select((length, index) => $"({index}, '{new string('x', length)}')").ToList();

            var statements = RowInserts.Of("t (a, b)", rows, longest: 100).ToList();

            var parts = statements.Select(statement => statement["INSERT INTO t (a, b) VALUES\n".Length..].Split(",\n")).ToList();
            parts.SelectMany(part => part).ShouldBe(rows);
            statements.Zip(parts).ShouldAllBe(pair => pair.First.Length <= 102 || pair.Second.Length == 1);
        });
}
