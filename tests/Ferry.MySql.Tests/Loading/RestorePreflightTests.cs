using Ferry.Databases;
using Ferry.MySql.Loading.Preflight;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Loading;

public sealed class RestorePreflightTests
{
    private static readonly ServerIdentity _source = new("MariaDB", "10.11.9", "a", "movies", "root@localhost", false);

    [Fact]
    public void Finds_nothing_where_everything_fits() => Check(_source).ShouldBeEmpty();

    [Fact]
    public void Names_what_would_make_a_restore_fail_before_anything_is_changed()
    {
        var target = new ServerIdentity("MySQL", "8.0.40", "b", null, "app@%", true)
        {
            Settings = new Dictionary<string, string>
            {
                ["local_infile"] = "OFF", ["lower_case_table_names"] = "1", ["sql_require_primary_key"] = "ON", ["log_bin"] = "ON", ["log_bin_trust_function_creators"] = "OFF",
            },
        };

        var findings = Check(target, privileges: [], collation: "utf8mb4_uca1400_ai_ci", engine: "Aria");

        findings.Where(finding => finding.Severity == FindingSeverity.Failure).Select(finding => finding.Code).ShouldBe(
            [
                "mysql.vendor-mismatch", "mysql.collation-unknown", "mysql.engine-missing", "mysql.names-clash", "mysql.primary-key-required",
                "mysql.definer-privilege", "mysql.function-privilege", "mysql.read-only",
            ],
            ignoreOrder: true);
        findings.Where(finding => finding.Severity == FindingSeverity.Warning).Select(finding => finding.Code).ShouldBe(
            ["mysql.names-lowered", "mysql.local-infile-off", "mysql.create-privilege"], ignoreOrder: true);
        findings.ShouldAllBe(finding => finding.Remedy != null);
    }

    [Fact]
    public void Warns_of_an_older_server() =>
        Check(_source with { Version = "10.6.1" }).Single().Code.ShouldBe("mysql.version-older");

    [Theory]
    [InlineData("MariaDB", "MyISAM", "", "mysql.cluster-engine")]
    [InlineData("MariaDB", "MyISAM", "REPLICATE_MYISAM,REPLICATE_ARIA", null)]
    [InlineData("MariaDB", "InnoDB", "", null)]
    [InlineData("MySQL", "InnoDB", "", "mysql.group-refuses")]
    public void Warns_of_rows_that_a_cluster_keeps_to_itself_or_refuses(string product, string engine, string mode, string? code)
    {
        var target = _source with
        {
            Product = product, Cluster = "c", Settings = new Dictionary<string, string> { ["local_infile"] = "ON", ["wsrep_mode"] = mode, ["lower_case_table_names"] = "0" },
        };

        var codes = Check(target, engine: engine).Select(finding => finding.Code).Where(found => found.StartsWith("mysql.cluster", StringComparison.Ordinal) || found.StartsWith("mysql.group", StringComparison.Ordinal));

        codes.ShouldBe(code is null ? [] : [code]);
    }

    private static IReadOnlyList<Finding> Check(
        ServerIdentity target, string[]? privileges = null, string collation = "utf8mb4_bin", string engine = "InnoDB")
    {
        var settings = target.Settings.Count > 0 ? target.Settings : new Dictionary<string, string> { ["local_infile"] = "ON" };
        var catalog = new Catalog
        {
            Engine = "mysql",
            Database = "movies",
            Collation = collation,
            Tables = [Table("Movies", collation, engine), Table("movies", collation, engine)],
            Objects = [new SchemaObject { Kind = ObjectKind.Function, Name = "f", Ddl = "", Definer = "other@%" }],
        };
        var facts = new TargetFacts(
            target with { Settings = settings },
            new HashSet<string> { "utf8mb4_bin" },
            new HashSet<string> { "InnoDB" },
            (privileges ?? ["SUPER", "CREATE", "DROP"]).ToHashSet(),
            MayHaveMore: false);
        return new RestorePreflight(catalog, _source, facts).Run();
    }

    private static Table Table(string name, string collation, string engine) => new()
    {
        Name = name,
        Ddl = "CREATE TABLE t (a text)",
        StorageEngine = engine,
        Transactional = engine == "InnoDB",
        Columns = [new Column { Name = "a", Type = "text", Collation = collation }],
    };
}
