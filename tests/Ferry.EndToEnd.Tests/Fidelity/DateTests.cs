using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class DateTests
{
    [Theory, OnEachServer]
    public Task Zero_partial_and_impossible_dates_come_back(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, d DATE, dt DATETIME(6))",
        "INSERT INTO t VALUES (1, '0000-00-00', '0000-00-00 00:00:00'), (2, '2024-00-00', '2024-02-31 12:00:00'), (3, '2024-02-31', NULL), (4, '9999-12-31', '9999-12-31 23:59:59.999999'), (5, '0001-01-01', '1000-01-01 00:00:00.000001')");

    [Theory, OnEachServer]
    public Task Times_keep_sign_hours_and_fractions(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (id INT PRIMARY KEY, t TIME(6))",
        "INSERT INTO t VALUES (1, '-838:59:59.000000'), (2, '838:59:59'), (3, '-00:00:00.5'), (4, '00:00:00.000001'), (5, '24:00:00'), (6, NULL)");

    [Theory, OnEachServer]
    public Task Years_come_back_from_zero_to_2155(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind, "CREATE TABLE t (y YEAR)", "INSERT INTO t VALUES (0), ('0000'), (1901), (2155), (NULL)");

    [Theory, OnEachServer]
    public Task Timestamps_do_not_move_with_zones(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "SET SESSION time_zone = '+05:45'",
        "CREATE TABLE t (id INT PRIMARY KEY, ts TIMESTAMP(6) NULL DEFAULT '2024-03-10 02:30:00', u TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
        "INSERT INTO t VALUES (1, '2024-03-31 02:30:00.123456', '2024-10-27 02:30:00'), (2, NULL, '2038-01-19 03:14:07'), (3, DEFAULT, '1970-01-01 05:45:01')");

    [Theory, OnEachServer]
    public Task Timestamp_columns_without_a_default_stay_as_they_are(ServerKind kind) => RoundTrip.SurvivesAsync(
        kind,
        "CREATE TABLE t (a TIMESTAMP NOT NULL DEFAULT '2001-01-01 00:00:00', b TIMESTAMP NULL, c DATETIME DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP)",
        "INSERT INTO t (b) VALUES (NULL), ('2020-01-01 00:00:00')");
}
