using Ferry.MySql.Connections;
using MySqlConnector;

namespace Ferry.MySql.Tests.Connections;

public sealed class ValueTextTests
{
    [Fact]
    public void Times_are_written_as_the_server_writes_them_wherever_it_runs()
    {
        ValueText.Of(new MySqlDateTime(2006, 2, 15, 4, 57, 20, 0), "DATETIME").ShouldBe("2006-02-15 04:57:20");
        ValueText.Of(new MySqlDateTime(2006, 2, 15, 4, 57, 20, 120), "TIMESTAMP").ShouldBe("2006-02-15 04:57:20.000120");
        ValueText.Of(new MySqlDateTime(2006, 2, 15, 0, 0, 0, 0), "DATE").ShouldBe("2006-02-15");
        ValueText.Of(new DateTime(2006, 2, 15, 4, 57, 20, DateTimeKind.Utc), "DATETIME").ShouldBe("2006-02-15 04:57:20");
    }

    [Fact]
    public void Dates_that_no_calendar_has_are_not_lost()
    {
        ValueText.Of(new MySqlDateTime(0, 0, 0, 0, 0, 0, 0), "DATE").ShouldBe("0000-00-00");
        ValueText.Of(new MySqlDateTime(0, 0, 0, 0, 0, 0, 0), "DATETIME").ShouldBe("0000-00-00 00:00:00");
        ValueText.Of(new MySqlDateTime(2026, 2, 31, 1, 2, 3, 400000), "DATETIME").ShouldBe("2026-02-31 01:02:03.400000");
    }

    [Theory]
    [InlineData(0, "00:00:00")]
    [InlineData(-3_600_000, "-01:00:00")]
    [InlineData(3_020_399_000, "838:59:59")]
    [InlineData(-1_500, "-00:00:01.500000")]
    public void Spans_may_have_many_hours(long milliseconds, string text) => ValueText.Of(TimeSpan.FromMilliseconds(milliseconds), "TIME").ShouldBe(text);

    [Fact]
    public void Bytes_are_text_where_they_can_be_and_digits_where_not()
    {
        ValueText.Of("né"u8.ToArray(), "VARBINARY").ShouldBe("né");
        ValueText.Of(new byte[] { 0x89, 0x50, 0x4e, 0x47 }, "BLOB").ShouldBe("0x89504E47");
        ValueText.Of(new byte[] { 0x41, 0 }, "BLOB").ShouldBe("0x4100");
    }
}
