using Ferry.MySql.Merging;
using Ferry.Reading;

namespace Ferry.MySql.Tests.Merging;

public sealed class PositionDialectTests
{
    private const string One = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private const string Other = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    [Theory]
    [InlineData($"{One}:1-5", $"{One}:1-9")]
    [InlineData($"{One}:1-5", $"{One}:1-5,{Other}:1")]
    [InlineData($"{One}:1-2:4", $"{One}:1-3:4-6")]
    [InlineData($"{One}:1-5:tag:1-2", $"{One}:1-5:tag:1-3")]
    [InlineData("0-11-5", "0-12-6")]
    [InlineData("0-11-5,3-1-2", "3-1-2,0-11-5,0-12-4")]
    [InlineData("", $"{One}:1")]
    [InlineData($"{One}:1-5", "0-11-4")]
    public void Nothing_is_missing_where_all_transactions_are_there_or_none_compare(string earlier, string now) => Lacks(Gtid(earlier), Gtid(now)).ShouldBeNull();

    [Theory]
    [InlineData($"{One}:1-9", $"{One}:1-5", $"{One}:6-9")]
    [InlineData($"{One}:1-9", $"{One}:1-3:5-8", $"{One}:4:9")]
    [InlineData($"{One}:1-9,{Other}:1", $"{One}:1-12", $"{Other}:1")]
    [InlineData($"{One}:1-5:tag:1-3", $"{One}:1-5:tag:1-2", $"{One}:tag:3")]
    [InlineData("0-11-5", "0-11-4", "of domain 0:5")]
    [InlineData("0-11-9,1-11-2", "0-12-9", "of domain 1:1-2")]
    public void Transactions_that_are_not_there_any_more_are_named(string earlier, string now, string missing) => Lacks(Gtid(earlier), Gtid(now)).ShouldBe($"the transactions {missing} are missing");

    [Fact]
    public void What_a_MariaDB_replica_took_over_counts_beside_what_it_wrote_itself() =>
        Lacks(Gtid("0-11-5"), At("b", ("gtid", "0-12-3"), ("source_gtid", "0-11-5"))).ShouldBeNull();

    [Theory]
    [InlineData("log.000002", "10", "log.000002", "9", true)]
    [InlineData("log.000010", "10", "log.000009", "90", true)]
    [InlineData("log.999999", "10", "log.1000000", "4", false)]
    [InlineData("log.000002", "10", "log.000002", "10", false)]
    [InlineData("log.000002", "10", "other.000001", "10", false)]
    public void Without_transactions_the_logs_of_one_server_compare(string file, string offset, string fileNow, string offsetNow, bool behind)
    {
        var earlier = At("a", ("binlog_file", file), ("binlog_position", offset));

        (Lacks(earlier, At("a", ("binlog_file", fileNow), ("binlog_position", offsetNow))) is not null).ShouldBe(behind);
        (Lacks(earlier, At("b", ("source_binlog_file", fileNow), ("source_binlog_position", offsetNow)) with { Primary = "a" }) is not null).ShouldBe(behind);
        Lacks(earlier, At("b", ("binlog_file", fileNow), ("binlog_position", offsetNow))).ShouldBeNull();
    }

    private static string? Lacks(SourceMoment earlier, SourceMoment now) => new PositionDialect().Lacks(earlier, now);

    private static SourceMoment Gtid(string text) => At("a", ("gtid", text));

    private static SourceMoment At(string server, params IEnumerable<(string Name, string Value)> position) => new(server, null, position.ToDictionary(entry => entry.Name, entry => entry.Value));
}
