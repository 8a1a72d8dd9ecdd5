using Ferry.Merging;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Drift;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Tests.Sync.Drift;

public sealed class DriftFinderTests
{
    [Fact]
    public void Finds_nothing_between_equal_schemas()
    {
        var shape = Schemas.Shape("t", "id bigint auto", "a varchar(20)?", "b enum('x','y')", "c datetime(6)", "d decimal(9,2)", "e json?", "f mediumtext", "g blob");

        var report = Find(Schemas.Source(shape), shape);

        report.Findings.ShouldBeEmpty();
        report.Checks.ShouldBeEmpty();
    }

    [Fact]
    public void Names_tables_and_columns_that_one_side_lacks()
    {
        var join = SchemaJoin.Of(
            Schemas.Catalog(Schemas.Source("a", "id int", "extra int"), Schemas.Source("b", "id int"), Schemas.Source("c", "id int") with { Content = TableContent.StructureOnly }),
            [Schemas.Shape("a", "id int", "optional int?", "standard int=7", "required varchar(9)", "computed int generated"), Schemas.Shape("c", "id int"), Schemas.Shape("own", "id int")],
            SyncScope.All);

        var findings = new DriftFinder(SyncRules.Default, RowFormat.Plain).Find(join).Findings;

        findings.Select(finding => (finding.Severity, finding.Code)).ShouldBe(
        [
            (FindingSeverity.Warning, "sync.table-missing-here"), (FindingSeverity.Warning, "sync.rows-not-in-source"), (FindingSeverity.Warning, "sync.column-missing-here"),
            (FindingSeverity.Pass, "sync.column-missing-there"), (FindingSeverity.Pass, "sync.column-missing-there"), (FindingSeverity.Failure, "sync.column-needs-value"),
        ]);
        findings[2].Message.ShouldContain("a has no column extra");
        findings[^1].Message.ShouldContain("a.required");
        findings[^1].Remedy.ShouldNotBeNull().ShouldContain("{ \"a\": { \"required\": { \"Recompute\": \"''\" } } }");
    }

    [Fact]
    public void Accepts_a_required_column_without_values_once_the_configuration_computes_it()
    {
        var rules = SyncRules.Default with
        {
            Policies = new Dictionary<string, IReadOnlyDictionary<string, CellPolicy>> { ["a"] = new Dictionary<string, CellPolicy> { ["required"] = new(PolicyKind.Recompute, "''") } },
        };
        var join = SchemaJoin.Of(Schemas.Catalog(Schemas.Source("a", "id int")), [Schemas.Shape("a", "id int", "required int")], SyncScope.All);

        new DriftFinder(rules, RowFormat.Plain).Find(join).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("varchar(80)", "varchar(50)", "Characters", 50)]
    [InlineData("text", "varchar(50)", "Characters", 50)]
    [InlineData("varchar(50)", "varchar(80)", null, 0)]
    [InlineData("longtext", "text", "Bytes", 65535)]
    [InlineData("varbinary(80)", "varbinary(50)", "Bytes", 50)]
    [InlineData("bigint", "int", "Range", 0)]
    [InlineData("int unsigned", "int", "Range", 0)]
    [InlineData("int", "bigint unsigned", "Range", 0)]
    [InlineData("smallint", "int", null, 0)]
    [InlineData("decimal(9,2)", "decimal(7,2)", "Range", 0)]
    [InlineData("decimal(7,2)", "decimal(7,2) unsigned", "Range", 0)]
    [InlineData("decimal(9,4)", "decimal(11,2)", "Digits", 2)]
    [InlineData("enum('a','b','c')", "enum('a','b')", "Member", 0)]
    [InlineData("enum('a')", "enum('a','b')", null, 0)]
    [InlineData("varchar(9)", "enum('a','b')", "Member", 0)]
    [InlineData("set('a','b')", "set('a')", "Members", 0)]
    [InlineData("datetime(6)", "datetime", "Fraction", 0)]
    [InlineData("datetime", "datetime(6)", null, 0)]
    [InlineData("datetime", "date", "TimeOfDay", 0)]
    [InlineData("datetime", "timestamp", "Moment", 0)]
    [InlineData("timestamp", "datetime", null, 0)]
    [InlineData("longtext", "json", "Json", 0)]
    [InlineData("json", "longtext", null, 0)]
    [InlineData("char(36)", "uuid", "Uuid", 0)]
    [InlineData("uuid", "char(36)", null, 0)]
    [InlineData("varchar(20)", "datetime", "Date", 0)]
    [InlineData("varchar(20)", "double", "Number", 0)]
    public void Looks_for_what_the_source_can_hold_and_the_target_cannot(string source, string target, string? kind, long limit)
    {
        var checks = Find(Schemas.Source("t", "id int", $"c {source}"), Schemas.Shape("t", "id int", $"c {target}")).Checks;

        checks.Select(check => check.Check.Kind.ToString()).ShouldBe(kind is null ? [] : [kind]);
        checks.ShouldAllBe(check => check.Check.Limit == limit && check.Column == "c");
    }

    [Fact]
    public void Looks_for_NULL_where_only_the_source_takes_it_in_any_engine()
    {
        foreach (var format in new[] { RowFormat.Plain, RowFormat.Typed })
        {
            var join = SchemaJoin.Of(Schemas.Catalog(Schemas.Source("t", "id int", "c varchar(90)?")), [Schemas.Shape("t", "id int", "c varchar(9)")], SyncScope.All);
            var checks = new DriftFinder(SyncRules.Default, format).Find(join).Checks;

            checks.Select(check => check.Check.Kind).ShouldBe(format == RowFormat.Plain ? [CellCheckKind.Null, CellCheckKind.Characters] : [CellCheckKind.Null]);
        }
    }

    [Theory]
    [InlineData("utf8mb4_general_ci", "utf8mb3", true)]
    [InlineData("utf8mb3_general_ci", "utf8", false)]
    [InlineData("utf8mb3_general_ci", "utf8mb4", false)]
    [InlineData("utf8mb4_general_ci", "latin1", true)]
    [InlineData("latin1_swedish_ci", "utf8mb3", false)]
    [InlineData("ascii_general_ci", "latin1", false)]
    public void Looks_for_characters_that_the_targets_character_set_lacks(string sourceCollation, string targetCharset, bool expected)
    {
        var (source, target) = (Schemas.Source("t", "id int", "c varchar(9)"), Schemas.Shape("t", "id int", "c varchar(9)"));
        source = source with { Columns = [source.Columns[0], source.Columns[1] with { Collation = sourceCollation }] };
        target = target with { Columns = [target.Columns[0], target.Columns[1] with { Charset = targetCharset }] };

        Find(source, target).Checks.Any(check => check.Check.Kind == CellCheckKind.Charset).ShouldBe(expected);
    }

    [Fact]
    public void Refuses_uuids_kept_as_bytes_on_one_side_and_as_text_on_the_other() =>
        Find(Schemas.Source("t", "id binary(16)"), Schemas.Shape("t", "id uuid")).Findings.ShouldHaveSingleItem().Code.ShouldBe("sync.uuid-form");

    [Fact]
    public void Names_keys_that_another_collation_may_make_equal()
    {
        var target = Schemas.Shape("t", "id int", "slug varchar(9)", "name varchar(9)").With(Schemas.Unique("slug"));
        var source = Schemas.Source(target);
        source = source with { Columns = [.. source.Columns.Select(column => column.Collation is null ? column : column with { Collation = "utf8mb4_bin" })] };

        Find(source, target).Findings.ShouldHaveSingleItem().Message.ShouldContain("t.slug");
        ColumnDrift.SameCollation("utf8_general_ci", "utf8mb3_general_ci").ShouldBeTrue();
    }

    [Fact]
    public void Says_how_many_rows_do_not_fit_and_names_one()
    {
        var check = Find(Schemas.Source("t", "id int", "c varchar(80)"), Schemas.Shape("t", "id int", "c varchar(50)")).Checks.Single();

        check.Of(1, null).Message.ShouldBe("t.c: 1 row of the source has a value longer than the 50 characters that the target takes.");
        check.Of(1234, "7").Message.ShouldBe("t.c: 1,234 rows of the source have values longer than the 50 characters that the target takes, such as the one with the key 7.");
        check.Of(1, null).Severity.ShouldBe(FindingSeverity.Failure);
    }

    private static DriftReport Find(Table source, TableShape target) =>
        new DriftFinder(SyncRules.Default, RowFormat.Plain).Find(SchemaJoin.Of(Schemas.Catalog(source), [target], SyncScope.All));
}
