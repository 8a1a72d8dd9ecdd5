using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class CodeTests
{
    [Theory, OnEachServer]
    public Task Views_on_views_on_functions_come_back_in_a_working_order(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, v INT)", "INSERT INTO t VALUES (1, 2)",
        "CREATE FUNCTION twice(x INT) RETURNS INT DETERMINISTIC RETURN x * 2",
        "CREATE VIEW z_base AS SELECT id, twice(v) AS w FROM t",
        "CREATE VIEW a_top AS SELECT b.id, b.w FROM z_base b JOIN t ON t.id = b.id WHERE b.w > 0");

    [Theory, OnEachServer]
    public Task View_options_and_texts_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, s VARCHAR(10))",
        "CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW m (x, `y z`) AS SELECT id, s FROM t WHERE id > 0 WITH CASCADED CHECK OPTION",
        "CREATE ALGORITHM=TEMPTABLE VIEW tt AS SELECT COUNT(*) AS n, 'é;--' AS c FROM t");

    [Theory, OnEachServer]
    public Task Triggers_keep_order_and_do_not_fire_while_loading(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, m VARCHAR(20))", "CREATE TABLE t (id INT PRIMARY KEY)",
        "CREATE TRIGGER t1 AFTER INSERT ON t FOR EACH ROW INSERT INTO log (m) VALUES ('one')",
        "CREATE TRIGGER t0 AFTER INSERT ON t FOR EACH ROW FOLLOWS t1 INSERT INTO log (m) VALUES ('two')",
        "CREATE TRIGGER tb BEFORE UPDATE ON t FOR EACH ROW BEGIN -- a comment; with DELIMITER\n SET NEW.id = NEW.id + 1; /* ;; $$ */ END",
        "INSERT INTO t VALUES (1)");

    [Theory, OnEachServer]
    public Task Routine_texts_come_back_verbatim(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE PROCEDURE p(IN a INT, OUT b VARCHAR(20))\nCOMMENT 'it''s'\nBEGIN\n  -- comment;\n\n  /* ;; $$ // */ SET b = 'x;\\n''y';   \n  IF a > 1 THEN SELECT '`;`'; END IF;\nEND",
        "CREATE FUNCTION f() RETURNS TEXT CHARSET utf8mb4 NO SQL DETERMINISTIC RETURN 'é🎬'");

    [Theory, OnEachServer]
    public Task Code_keeps_the_sql_mode_that_it_was_written_under(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "SET SESSION sql_mode = 'PIPES_AS_CONCAT,ANSI_QUOTES,NO_BACKSLASH_ESCAPES'",
        "CREATE FUNCTION f() RETURNS VARCHAR(20) DETERMINISTIC RETURN 'a' || 'b\\'",
        "CREATE TABLE t (id INT)", "CREATE TRIGGER tr BEFORE INSERT ON \"t\" FOR EACH ROW SET NEW.id = 1",
        "SET SESSION sql_mode = ''");

    [Theory, OnEachServer]
    public Task Events_come_back_with_their_status_and_zone(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT)", "SET SESSION time_zone = '+03:00'",
        "CREATE EVENT e1 ON SCHEDULE EVERY 1 DAY STARTS '2037-01-01 00:00:00' ENDS '2037-12-31 00:00:00' COMMENT 'daily' DO INSERT INTO t VALUES (1)",
        "CREATE EVENT e2 ON SCHEDULE AT '2037-06-01 12:00:00' ON COMPLETION PRESERVE DISABLE DO BEGIN INSERT INTO t VALUES (2); INSERT INTO t VALUES (3); END");

    [Fact]
    public Task Packages_and_oracle_mode_come_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb,
        "SET SESSION sql_mode = 'ORACLE'",
        "CREATE PACKAGE pk AS FUNCTION f RETURN INT; END",
        "CREATE PACKAGE BODY pk AS FUNCTION f RETURN INT AS BEGIN RETURN 7; END; END",
        "SET SESSION sql_mode = ''");

    [Fact]
    public Task Aggregate_functions_come_back_on_mariadb() => RoundTrip.SurvivesAsync(
        ServerKind.MariaDb,
        "CREATE AGGREGATE FUNCTION agg(x INT) RETURNS INT DETERMINISTIC BEGIN DECLARE s INT DEFAULT 0; DECLARE CONTINUE HANDLER FOR NOT FOUND RETURN s; LOOP FETCH GROUP NEXT ROW; SET s = s + x; END LOOP; END");

    [Theory, OnEachServer]
    public async Task Definers_that_do_not_exist_are_replaced_and_named(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind,
            "CREATE TABLE t (id INT, s VARCHAR(60))",
            $"CREATE USER {User(kind)}", $"GRANT ALL ON *.* TO {User(kind)}",
            $"CREATE DEFINER={User(kind)} VIEW v AS SELECT id, 'DEFINER={User(kind)}' AS s FROM t",
            $"CREATE DEFINER={User(kind)} PROCEDURE p() SELECT 'DEFINER={User(kind)}'");
        var backup = await trip.BackupAsync();
        await ServerText.ExecuteAsync(trip.SourceConnection, [$"DROP USER {User(kind)}"], TestContext.Current.CancellationToken);

        var result = await trip.RestoreAsync(backup.Archive);

        result.Warnings.ShouldContain(warning => warning.Message.Contains("fidelity_"));
        Convert.ToString(await trip.RestoredAsync("SELECT ROUTINE_DEFINITION FROM information_schema.ROUTINES WHERE ROUTINE_SCHEMA = DATABASE()")).ShouldNotBeNull().ShouldContain($"DEFINER={User(kind)}");
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM v")).ShouldBe(0);
    }

    [Theory, OnEachServer]
    public async Task A_broken_view_is_refused_and_named_or_left_out_knowingly(ServerKind kind)
    {
        await using var trip = await RoundTrip.MakeAsync(
            kind, "CREATE TABLE gone (id INT)", "CREATE VIEW broken AS SELECT id FROM gone", "DROP TABLE gone", "CREATE TABLE t (id INT)", "INSERT INTO t VALUES (1)");

        var failure = await Should.ThrowAsync<FerryException>(() => trip.RunAsync());
        var backup = await trip.BackupAsync(request => request with { AllowOmissions = true });
        await trip.RestoreAsync(backup.Archive);

        failure.Kind.ShouldBe(FailureKind.Refused);
        failure.Reason.ShouldNotBeNull().ShouldContain("broken");
        backup.Warnings.ShouldContain(warning => warning.Message.Contains("broken"));
        Convert.ToInt64(await trip.RestoredAsync("SELECT COUNT(*) FROM t")).ShouldBe(1);
    }

    private static string User(ServerKind kind) => $"`fidelity_{kind}`@`nowhere`".ToLowerInvariant();
}
