
namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>A transaction that was open while the mark was taken commits later with a lower value than the mark.</summary>
public sealed class WatermarkTransactionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Without the privilege to see transactions.
    [Theory]
    [InlineData(SourceKind.MariaDb)]
    [InlineData(SourceKind.MySql)]
    public async Task It_is_caught_by_the_margin(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        await table.Source.ReadBySelectAloneAsync();

        await CaughtAsync(table, DateTime.UtcNow.AddMinutes(-8), TimeSpan.Zero);
    }

    [Theory]
    [InlineData(SourceKind.MariaDb)]
    [InlineData(SourceKind.MySql)]
    public async Task An_older_one_than_the_margin_is_caught_where_the_account_may_see_it(SourceKind kind)
    {
        await using var table = await StampedTable.CreateAsync(kind);
        table.Options = table.Options with { Margin = new(TimeSpan.Zero, 0) };

        await CaughtAsync(table, DateTime.UtcNow, TimeSpan.FromSeconds(3));
    }

    private static async Task CaughtAsync(StampedTable table, DateTime began, TimeSpan open)
    {
        await using var writer = await table.Source.Server.OpenAsync(Cancellation);
        await using var command = writer.CreateCommand();
        command.CommandText = $"START TRANSACTION; UPDATE t SET body = 'late', stamp = {StampedTable.Moment(began)} WHERE id = 300";
        await command.ExecuteNonQueryAsync(Cancellation);
        await Task.Delay(open, Cancellation);
        await table.WriteAsync(5, "early");
        (await table.LookAsync()).Fetched["t"].ShouldHaveSingleItem().ShouldContain("early");
        command.CommandText = "COMMIT";
        await command.ExecuteNonQueryAsync(Cancellation);

        var run = await table.LookAsync();

        run.Changes["t"].Reason.ShouldBe(StampedTable.ByStamp);
        run.Fetched["t"].ShouldHaveSingleItem().ShouldContain("late");
    }
}
