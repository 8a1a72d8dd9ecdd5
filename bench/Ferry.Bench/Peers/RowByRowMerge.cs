using System.Diagnostics;
using System.Globalization;
using MySqlConnector;

namespace Ferry.Bench.Peers;

/// <summary>Merges an imported copy of production into a local database the way that scripts around a framework's query builder do: one select a user
/// to learn its local id, one select and one insert or update a pivot row, each statement in a transaction of its own; every other table with one upsert.</summary>
/// <param name="port">Port of a server on 127.0.0.1 with a root account without a password.</param>
/// <param name="imported">The database that production's dump was imported into.</param>
/// <param name="local">The database that is merged into.</param>
internal sealed class RowByRowMerge(string port, string imported, string local)
{
    private const string UserColumns =
        "name, email, email_verified_at, password, country, birthday, is_admin, balance, settings, bio, remember_token, created_at, updated_at";

    private readonly Dictionary<ulong, ulong> _users = [];

    /// <summary>Runs it and says how long the rows of each step took.</summary>
    /// <param name="output">Told a line a step.</param>
    public void Run(TextWriter output)
    {
        using var connection = Open();
        Execute(connection, "SET SESSION foreign_key_checks = 0");
        Step(output, "users", () => MapUsers(connection));
        foreach (var table in (string[])["movies", "orders", "order_items", "events"])
        {
            Step(output, table, () => Upsert(connection, table));
        }

        Step(output, "movie_user", () => _users.Sum(user => MergePivots(connection, user.Key, user.Value)));
    }

    private static void Step(TextWriter output, string name, Func<long> run)
    {
        var watch = Stopwatch.StartNew();
        var rows = run();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {rows} rows, {watch.Elapsed.TotalMicroseconds / Math.Max(1, rows):0.0} microseconds a row"));
    }

    private long MapUsers(MySqlConnection connection)
    {
        foreach (var user in Query(connection, $"SELECT id, email FROM {imported}.users ORDER BY id"))
        {
            var id = Convert.ToUInt64(user[0], CultureInfo.InvariantCulture);
            var known = Query(connection, $"SELECT id FROM {local}.users WHERE email = @p0 LIMIT 1", user[1]);
            _users[id] = known.Count > 0
                ? Convert.ToUInt64(known[0][0], CultureInfo.InvariantCulture)
                : (ulong)Execute(connection, $"INSERT INTO {local}.users ({UserColumns}) SELECT {UserColumns} FROM {imported}.users WHERE id = @p0", id).LastInsertedId;
        }

        return _users.Count;
    }

    private long MergePivots(MySqlConnection connection, ulong user, ulong localUser)
    {
        var rows = Query(connection, $"SELECT movie_id, stars, review, watched_at, created_at FROM {imported}.movie_user WHERE user_id = @p0", user);
        foreach (var row in rows)
        {
            var exists = Query(connection, $"SELECT 1 FROM {local}.movie_user WHERE user_id = @p0 AND movie_id = @p1 LIMIT 1", localUser, row[0]).Count > 0;
            var sql = exists
                ? $"UPDATE {local}.movie_user SET stars = @p2, review = @p3, watched_at = @p4, created_at = @p5 WHERE user_id = @p0 AND movie_id = @p1"
                : $"INSERT INTO {local}.movie_user (user_id, movie_id, stars, review, watched_at, created_at) VALUES (@p0, @p1, @p2, @p3, @p4, @p5)";
            Execute(connection, sql, [localUser, .. row]);
        }

        return rows.Count;
    }

    private long Upsert(MySqlConnection connection, string table)
    {
        var columns = Query(
            connection, "SELECT column_name FROM information_schema.columns WHERE table_schema = @p0 AND table_name = @p1 ORDER BY ordinal_position", imported, table)
            .Select(row => (string)row[0]).ToList();
        var list = string.Join(", ", columns);
        var changes = string.Join(", ", columns.Select(column => $"{column} = VALUES({column})"));
        Execute(connection, $"INSERT INTO {local}.{table} ({list}) SELECT {list} FROM {imported}.{table} ON DUPLICATE KEY UPDATE {changes}");
        return Convert.ToInt64(Query(connection, $"SELECT COUNT(*) FROM {imported}.{table}")[0][0], CultureInfo.InvariantCulture);
    }

    private MySqlConnection Open()
    {
        var connection = new MySqlConnection($"Server=127.0.0.1;Port={port};User ID=root;SslMode=None;DefaultCommandTimeout=0");
        connection.Open();
        return connection;
    }

    private static MySqlCommand Execute(MySqlConnection connection, string sql, params object[] values)
    {
        using var command = Command(connection, sql, values);
        command.ExecuteNonQuery();
        return command;
    }

    private static List<object[]> Query(MySqlConnection connection, string sql, params object[] values)
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    private static MySqlCommand Command(MySqlConnection connection, string sql, object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"@p{i}", values[i]);
        }

        return command;
    }
}
