using Ferry.MySql.Reading.Snapshots;

namespace Ferry.MySql.Tests.Reading.Snapshots;

public sealed class MomentReaderTests
{
    [Theory]
    [InlineData("---TRANSACTION 421, not started\n0 lock struct(s)", 0)]
    [InlineData("---TRANSACTION 421, ACTIVE 7 sec\n1 lock struct(s)\n---TRANSACTION (0x7f2a), ACTIVE 480 sec inserting\nmysql tables in use 1", 481)]
    [InlineData("---TRANSACTION 421, ACTIVE (PREPARED) 90 sec committing\n---TRANSACTION 5, ACTIVE 0 sec", 91)]
    public void The_oldest_transaction_of_a_report_is_found(string transactions, int seconds) =>
        MomentReader.OldestIn($"LIST OF TRANSACTIONS FOR EACH SESSION:\n{transactions}\n").ShouldBe(TimeSpan.FromSeconds(seconds));

    [Theory]
    [InlineData("")]
    [InlineData("LIST OF TRANSACTIONS FOR EACH SESSION:\n---TRANSACTION 5, ACTIVE 0 sec\n---TRANSACTION 421, COMMITTED IN MEMORY\n")]
    [InlineData("LIST OF TRANSACTIONS FOR EACH SESSION:\n---TRANSACTION 5, said in words of a later version\n")]
    [InlineData("LIST OF TRANSACTIONS FOR EACH SESSION:\n... truncated...\n---TRANSACTION 421, ACTIVE 7 sec\n")]
    public void A_report_that_does_not_tell_it_of_all_transactions_tells_nothing(string report) => MomentReader.OldestIn(report).ShouldBeNull();
}
