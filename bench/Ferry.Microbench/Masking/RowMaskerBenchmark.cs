using System.Buffers;
using System.Globalization;
using System.Text;
using BenchmarkDotNet.Attributes;
using Ferry.Environments;
using Ferry.Reading;
using Ferry.Schema;
using Ferry.Sync.Masking;

namespace Ferry.Microbench.Masking;

/// <summary>Rows of users through the masker: with no rule, with one kind, and with what a configuration usually has.</summary>
[MemoryDiagnoser]
public class RowMaskerBenchmark
{
    private const int Rows = 10_000;
    private static readonly Column[] Columns =
    [
        Of("id", "bigint"), Of("email", "varchar(255)"), Of("name", "varchar(255)"), Of("phone", "varchar(30)"), Of("born_on", "date"), Of("ip", "varchar(45)"), Of("bio", "text"),
    ];

    private readonly ArrayBufferWriter<byte> _output = new(4 << 20);
    private byte[][] _rows = [];
    private RowMasker _masker = null!;

    /// <summary>Which rules.</summary>
    [Params("none", "email", "name", "phone", "date-shift", "ip", "text", "usual")]
    public string Rules { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _rows = [.. Enumerable.Range(1, Rows).Select(id => Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"{id}\tuser.{id}@mail{id % 50}.example\tAda Lovelace{id % 700}\t+49 170 {1000000 + id}\t19{id % 90 + 10}-05-17\t203.0.{id % 250}.{id % 199}\tShort words about a person, {id}.\n")))];
        var all = new Dictionary<string, MaskOptions>
        {
            ["users.email"] = new() { Kind = MaskKind.Email },
            ["users.name"] = new() { Kind = MaskKind.Name },
            ["users.phone"] = new() { Kind = MaskKind.Phone },
            ["users.born_on"] = new() { Kind = MaskKind.DateShift, By = "id" },
            ["users.ip"] = new() { Kind = MaskKind.Ip },
            ["users.bio"] = new() { Kind = MaskKind.Text },
        };
        var chosen = Rules == "usual" ? all : all.Where(rule => SettingWords(rule.Value.Kind!.Value) == Rules).ToDictionary(rule => rule.Key, rule => rule.Value);
        _masker = RowMasker.Create(MaskingRules.Parse(chosen), MaskKey.Create(), "users", Columns, RowFormat.Plain, new HashSet<string> { "id", "email" });
    }

    [Benchmark(OperationsPerInvoke = Rows)]
    public int Mask()
    {
        _output.ResetWrittenCount();
        foreach (var row in _rows)
        {
            _masker.Mask(row, _output);
        }

        return _output.WrittenCount;
    }

    private static string SettingWords(MaskKind kind) => kind == MaskKind.DateShift ? "date-shift" : kind.ToString().ToLowerInvariant();

    private static Column Of(string name, string type) => new() { Name = name, Type = type, Nullable = true, Collation = "utf8mb4_general_ci" };
}
