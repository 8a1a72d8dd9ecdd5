using System.Globalization;

namespace Ferry.EndToEnd.Tests.Detection;

/// <summary>A table of random shape with random rows, and random edits of it, in SQL that all three engines read.</summary>
internal sealed class RandomHistory
{
    private readonly Random _random;
    private readonly string _shape;
    private readonly List<string> _keys = [];
    private long _next = 1;

    public RandomHistory(int seed, bool isServer)
    {
        _random = new(seed);
        string[] shapes = ["dense", "sparse", "pair", "text", "bytes", "none", "negative", .. isServer ? ["unsigned"] : Array.Empty<string>()];
        _shape = shapes[_random.Next(shapes.Length)];
    }

    public string Shape => _shape;

    public IEnumerable<string> Create()
    {
        var key = _shape switch
        {
            "dense" or "negative" => "id INTEGER NOT NULL PRIMARY KEY",
            "sparse" => "id BIGINT NOT NULL PRIMARY KEY",
            "unsigned" => "id BIGINT UNSIGNED NOT NULL PRIMARY KEY",
            "pair" => "a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)",
            "text" => "k VARCHAR(40) NOT NULL PRIMARY KEY",
            "bytes" => "k VARBINARY(16) NOT NULL PRIMARY KEY",
            _ => "n INTEGER",
        };
        yield return
            "CREATE TABLE t (name VARCHAR(60), amount DECIMAL(10,2) NOT NULL, flag TINYINT NOT NULL, moment DATETIME, ratio DOUBLE, share FLOAT, "
                + $"note TEXT, data LONGBLOB, doc JSON, short VARBINARY(20), {key})";
        for (var rows = _random.Next(0, 400); rows > 0; rows -= 50)
        {
            yield return InsertMany(Math.Min(rows, 50));
        }
    }

    public IEnumerable<string> Edits()
    {
        for (var count = _random.Next(0, 6); count > 0; count--)
        {
            yield return _random.Next(9) switch
            {
                0 => InsertMany(_random.Next(1, 40)),
                1 => $"UPDATE t SET name = {Text()} WHERE {Key()}",
                2 => $"UPDATE t SET flag = 1 - flag WHERE {Key()} OR {Key()}",
                3 => "UPDATE t SET flag = flag + 1 WHERE flag < 100",
                4 => $"UPDATE t SET amount = amount + 1 WHERE {Key()}",
                5 => Delete(),
                6 => $"UPDATE t SET name = note, note = name WHERE {Key()}",
                7 => $"UPDATE t SET data = {Bytes()}, short = {Bytes()}, doc = '{{\"a\": {_random.Next(9)}}}' WHERE {Key()}",
                _ => $"UPDATE t SET ratio = {Number()}, share = {Number()}, moment = '2024-0{_random.Next(1, 10)}-01 10:00:00' WHERE {Key()}",
            };
        }
    }

    private string InsertMany(int rows) => "INSERT INTO t VALUES " + string.Join(", ", Enumerable.Range(0, rows).Select(_ =>
        $"({Text()}, {_random.Next(0, 9999999)}.{_random.Next(10, 99)}, {_random.Next(0, 2)}, '2024-01-0{_random.Next(1, 9)} 01:02:03', {Number()}, {Number()}, "
            + $"{Text()}, {Bytes()}, {(_random.Next(2) == 0 ? "NULL" : "'[1, 2.50]'")}, {Bytes()}, {NewKey()})"));

    private string NewKey()
    {
        var number = _next++;
        var (values, condition) = _shape switch
        {
            "dense" => ($"{number}", $"id = {number}"),
            "negative" => ($"{number - 150}", $"id = {number - 150}"),
            "sparse" => _random.NextInt64(-(1L << 62), 1L << 62) is var id ? ($"{id}", $"id = {id}") : default,
            "unsigned" => (ulong.MaxValue - (ulong)(number * 77777)) is var id ? ($"{id}", $"id = {id}") : default,
            "pair" => ($"{number % 20}, {number}", $"a = {number % 20} AND b = {number}"),
            "text" => $"'{(_random.Next(2) == 0 ? "Key" : "kä")}-{number * 7919 % 1000}-{number}'" is var key ? (key, $"k = {key}") : default,
            "bytes" => $"X'{_random.Next(256):X2}{number:X8}'" is var key ? (key, $"k = {key}") : default,
            _ => ($"{number % 200}", $"n = {number % 200}"),
        };
        _keys.Add(condition);
        return values;
    }

    private string Key() => _keys.Count == 0 ? "1 = 0" : $"({_keys[_random.Next(_keys.Count)]})";

    private string Delete() => _random.Next(12) == 0
        ? "DELETE FROM t"
        : $"DELETE FROM t WHERE {string.Join(" OR ", Enumerable.Range(0, _random.Next(1, 10)).Select(_ => Key()))}";

    private string Text() => _random.Next(5) switch
    {
        0 => "NULL",
        1 => "''",
        2 => "'N'",
        3 => $"'1:{_random.Next(9)}, ä'",
        _ => $"'{new string((char)('a' + _random.Next(3)), _random.Next(1, 30))}'",
    };

    private string Bytes() => _random.Next(4) == 0 ? "NULL" : $"X'{string.Concat(Enumerable.Range(0, _random.Next(0, 18)).Select(_ => _random.Next(4) == 0 ? "00" : $"{_random.Next(256):X2}"))}'";

    private string Number() => _random.Next(4) == 0 ? "NULL" : ((_random.Next(2) == 0 ? -1 : 1) * (0.1 + _random.NextDouble()) * Math.Pow(10, _random.Next(0, 12))).ToString("R", CultureInfo.InvariantCulture);
}
