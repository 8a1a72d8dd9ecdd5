using Ferry.MySql.Reading.Snapshots;

namespace Ferry.MySql.Tests.Reading.Snapshots;

public sealed class DefinitionStampTests
{
    private static readonly KeyValuePair<string, string> _before = new("trigger marked", "t|1"), _after = new("trigger marked", "ferry_t|1"), _other = new("table t", "InnoDB");

    [Fact]
    public void A_trigger_that_is_listed_twice_while_its_table_is_renamed_has_changed()
    {
        var between = DefinitionStamp.Of([_other, _before, _after]);

        DefinitionStamp.Of([_before, _other]).ChangedSince(between).ShouldBe(["trigger marked"]);
        between.ChangedSince(DefinitionStamp.Of([_other, _after])).ShouldBe(["trigger marked"]);
        between.ChangedSince(DefinitionStamp.Of([_after, _before, _other])).ShouldBeEmpty();
    }
}
