using Ferry.Detection;
using Ferry.Sync.Detection;

namespace Ferry.Tests.Sync.Detection;

public sealed class TableLookTests
{
    private static readonly DateTimeOffset _now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);

    private static readonly DetectionOptions _options = new() { Key = "a key"u8.ToArray(), Now = _now };

    private static readonly Watermark _mark = new("updated_at", 10, "5", "4");

    private static readonly StoredTable _known = new("", new(LeafKind.Integer, "id", 64, ""), [], 10, 0) { Mark = _mark, CompleteAt = _now.AddHours(-1) };

    private static readonly TableLook _look = new(new(Schemas.Source("posts", "id bigint", "updated_at datetime"), "", Watermark: "updated_at"), _known, null) { Mark = _mark };

    [Fact]
    public void A_mark_of_the_same_column_is_trusted() => _look.MayTrustMark(_options).ShouldBeTrue();

    [Theory]
    [InlineData(23, true)]
    [InlineData(24, false)]
    [InlineData(-1, false)]
    public void It_is_trusted_for_a_day_and_never_by_a_clock_that_went_back(int hours, bool trusted) =>
        (_look with { Known = _known with { CompleteAt = _now.AddHours(-hours) } }).MayTrustMark(_options).ShouldBe(trusted);

    [Fact]
    public void A_mark_of_another_column_is_not_trusted() => (_look with { Known = _known with { Mark = _mark with { Column = "id" } } }).MayTrustMark(_options).ShouldBeFalse();

    [Fact]
    public void A_mark_that_was_bypassed_is_not_trusted() => (_look with { Known = _known with { IsBypassed = true } }).MayTrustMark(_options).ShouldBeFalse();

    [Fact]
    public void A_mark_that_went_back_is_not_trusted() => (_look with { Mark = _mark with { IsBehind = true } }).MayTrustMark(_options).ShouldBeFalse();

    [Fact]
    public void A_mark_without_a_value_is_not_trusted() => (_look with { Known = _known with { Mark = _mark with { From = null } } }).MayTrustMark(_options).ShouldBeFalse();

    [Fact]
    public void Leaves_that_no_key_tells_apart_are_not_trusted_in_part() =>
        (_look with { Known = _known with { Layout = _known.Layout with { Kind = LeafKind.Whole } } }).MayTrustMark(_options).ShouldBeFalse();

    [Fact]
    public void Whoever_trusts_nothing_trusts_no_mark() => _look.MayTrustMark(_options with { Verify = true }).ShouldBeFalse();

    // What an earlier version kept.
    [Fact]
    public void A_table_of_which_no_mark_is_on_record_is_due() => (_look with { Known = new("", _known.Layout, [], 10, 0) }).IsDue(_options).ShouldBeTrue();
}
