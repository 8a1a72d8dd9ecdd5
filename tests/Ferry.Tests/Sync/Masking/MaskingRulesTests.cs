using Ferry.Environments;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking;

namespace Ferry.Tests.Sync.Masking;

public sealed class MaskingRulesTests
{
    private static readonly Table Users = new()
    {
        Name = "users", Ddl = "",
        Columns =
        [
            Masked.Column("id", "int(11)"), Masked.Column("email", "varchar(60)") with { Nullable = false }, Masked.Column("born", "date"),
            Masked.Column("code", "varchar(8)"), Masked.Column("shout", "varchar(60)") with { Generated = true }, Masked.Column("meta", "json"),
        ],
    };

    [Fact]
    public void The_most_precise_rule_counts()
    {
        var rules = Masked.Rules(
            ("*.*", Of(MaskKind.Redact)), ("*.email", Of(MaskKind.Hash)), ("users.*", Of(MaskKind.Token)), ("users.email", Of(MaskKind.Email)));

        rules.KindOf("users", "email").ShouldBe(MaskKind.Email);
        rules.KindOf("USERS", "Name").ShouldBe(MaskKind.Token);
        rules.KindOf("orders", "email").ShouldBe(MaskKind.Hash);
        rules.KindOf("orders", "note").ShouldBe(MaskKind.Redact);
    }

    [Fact]
    public void Nothing_is_masked_where_all_is_kept()
    {
        Masked.Rules(("users.email", Of(MaskKind.Keep))).IsEmpty.ShouldBeTrue();
        MaskingRules.None.IsEmpty.ShouldBeTrue();
        Masked.Rules(("users.email", Of(MaskKind.Email))).IsEmpty.ShouldBeFalse();
    }

    [Theory]
    [InlineData("user.email", "there is no table 'user'. Did you mean 'users'?")]
    [InlineData("users.emial", "the table 'users' has no column 'emial'. Did you mean 'email'?")]
    [InlineData("users.x*", "the table 'users' has no column 'x*'.")]
    public void An_unknown_name_is_told_with_the_nearest(string key, string problem) =>
        Problem(Masked.Rules((key, Of(MaskKind.Email)))).ShouldContain(problem);

    [Fact]
    public void A_glob_for_tables_may_match_none() => Masked.Rules(("*.phone", Of(MaskKind.Phone))).Check([Users], RowFormat.Plain);

    [Theory]
    [InlineData("users.born", MaskKind.Email, "does not take the kind email; use null, date-shift, constant")]
    [InlineData("users.email", MaskKind.Null, "does not take NULL")]
    [InlineData("users.id", MaskKind.Token, "does not take the kind token; use null, number-noise, permute, date-shift")]
    [InlineData("users.meta", MaskKind.Text, "does not take the kind text; use null, constant")]
    [InlineData("users.shout", MaskKind.Text, "is computed by the server")]
    public void A_kind_that_the_column_cannot_take_is_an_error(string key, MaskKind kind, string problem)
    {
        var told = Problem(Masked.Rules((key, Of(kind))));

        foreach (var part in problem.Split("; "))
        {
            told.ShouldContain(part.Split(", ")[0]);
        }
    }

    [Theory]
    [InlineData("users.email", MaskKind.Redact, "gives different values the same mask")]
    [InlineData("users.email", MaskKind.Text, "gives different values the same mask")]
    [InlineData("users.code", MaskKind.Username, "too short for different masks")]
    [InlineData("users.code", MaskKind.Hash, "too short for different masks")]
    public void A_kind_that_cannot_keep_values_apart_is_refused_in_a_unique_column(string key, MaskKind kind, string problem)
    {
        var rules = Masked.Rules((key, Of(kind)));

        rules.Check([Users], RowFormat.Plain);
        Should.Throw<FerryException>(() => rules.Check([Users], RowFormat.Plain, _ => new HashSet<string> { key.Split('.')[1] })).Reason!.ShouldContain(problem);
    }

    [Fact]
    public void A_column_that_a_rule_refers_to_must_be_there() =>
        Problem(Masked.Rules(("users.born", new() { Kind = MaskKind.DateShift, By = "ids" }))).ShouldContain("has no column 'ids', which the rule refers to. Did you mean 'id'?");

    [Fact]
    public void A_constant_must_fit() =>
        Problem(Masked.Rules(("users.code", new() { Kind = MaskKind.Constant, Value = "longer than eight" }))).ShouldContain("too short for the value");

    [Fact]
    public void A_parameter_of_another_kind_is_an_error() => Invalid("users.email", new() { Kind = MaskKind.Email, Days = 3 }).ShouldContain("email takes no Days; date-shift does");

    [Theory]
    [InlineData(MaskKind.Constant, "needs Value")]
    [InlineData(MaskKind.Regex, "needs Pattern")]
    [InlineData(MaskKind.Custom, "needs Type")]
    public void A_missing_parameter_is_an_error(MaskKind kind, string problem) => Invalid("users.email", Of(kind)).ShouldContain(problem);

    [Fact]
    public void A_pattern_that_could_take_for_ever_is_an_error() =>
        Invalid("users.email", new() { Kind = MaskKind.Regex, Pattern = @"(a)\1" }).ShouldContain("the pattern cannot be used");

    [Fact]
    public void A_condition_that_is_none_is_an_error() => Invalid("users.email", new() { Kind = MaskKind.Email, When = "always" }).ShouldContain("When must be like");

    [Fact]
    public void Rules_are_told_apart_by_their_fingerprint()
    {
        var rules = Masked.Rules(("a.b", Of(MaskKind.Hash)), ("a.c", Of(MaskKind.Hash)));

        rules.Fingerprint.ShouldBe(Masked.Rules(("a.c", Of(MaskKind.Hash)), ("a.b", Of(MaskKind.Hash))).Fingerprint);
        rules.Fingerprint.ShouldNotBe(Masked.Rules(("a.b", Of(MaskKind.Hash)), ("a.c", new() { Kind = MaskKind.Hash, Length = 8 })).Fingerprint);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once() =>
        Problem(Masked.Rules(("a.b", Of(MaskKind.Email)), ("users.born", Of(MaskKind.Email)))).Split('\n').Length.ShouldBe(2);

    private static MaskOptions Of(MaskKind kind) => new() { Kind = kind };

    private static string Problem(MaskingRules rules)
    {
        var fault = Should.Throw<FerryException>(() => rules.Check([Users], RowFormat.Plain));
        (fault.Kind, fault.Code).ShouldBe((FailureKind.Usage, "mask.rules-invalid"));
        return fault.Reason!;
    }

    private static string Invalid(string key, MaskOptions options) => Should.Throw<FerryException>(() => Masked.Rules((key, options))).Reason!;
}
