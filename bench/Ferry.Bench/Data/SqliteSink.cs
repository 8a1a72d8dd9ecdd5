using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Ferry.Bench.Data;

/// <summary>Inserts rows of one table through a prepared statement.</summary>
internal sealed class SqliteSink : IRowSink, IDisposable
{
    private readonly SqliteCommand _insert;
    private int _column;

    public SqliteSink(SqliteConnection connection, ITableRows table)
    {
        _insert = connection.CreateCommand();
        var parameters = table.Columns.Select(column => "$" + column).ToList();
        _insert.CommandText = $"INSERT INTO {table.Name} ({string.Join(", ", table.Columns)}) VALUES ({string.Join(", ", parameters)})";
        parameters.ForEach(name => _insert.Parameters.Add(new SqliteParameter(name, null)));
    }

    public void Integer(long value) => Next(value);

    public void Text(ReadOnlySpan<char> value) => Next(value.ToString());

    public void Hundredths(long value) => Next(value / 100.0);

    public void Moment(long microseconds, bool fraction = false) => Next(Dataset.Epoch.AddMicroseconds(microseconds)
        .ToString(fraction ? "yyyy-MM-dd HH:mm:ss.ffffff" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture));

    public void Null() => Next(DBNull.Value);

    public void EndRow()
    {
        _insert.ExecuteNonQuery();
        _column = 0;
    }

    public void Dispose() => _insert.Dispose();

    private void Next(object value) => _insert.Parameters[_column++].Value = value;
}
