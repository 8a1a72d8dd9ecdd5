using CsCheck;
using Ferry.MySql.Ddl;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Ddl;

public sealed class KeyDeferralTests
{
    private static readonly string[] _names = ["a", "odd ) name", "KEY", "x,y", "`(", "PRIMARY KEY", "é"];

    [Fact]
    public void No_definition_is_lost_or_doubled() =>
        Gen.Select(Gen.Int[0, _names.Length - 1].Select(index => _names[index]).Array[1, 5], Gen.Bool, Gen.Bool).Sample((names, primary, foreign) =>
        {
            var columns = names.Distinct().ToArray();
            var definitions = columns.Select(name => $"{Quoted(name)} varchar(9) DEFAULT 'k,(' COMMENT 'KEY `x` (`y`),'")
                .Concat(primary ? [$"PRIMARY KEY ({Quoted(columns[0])})"] : [])
                .Concat(columns.Select((name, index) => $"{(index % 2 == 0 ? "UNIQUE " : "")}KEY {Quoted("by " + name)} ({Quoted(name)}(3) DESC)"))
                .Concat(foreign ? [$"CONSTRAINT {Quoted("f,(")} FOREIGN KEY ({Quoted(columns[0])}) REFERENCES {Quoted("t ,")} (`id`) ON DELETE CASCADE"] : [])
                .ToList();
            var ddl = $"CREATE TABLE `t` (\n  {string.Join(",\n  ", definitions)}\n) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4";

            var split = KeyDeferral.Split(Table(columns), ddl);

            var all = string.Join('\n', [split.Create, .. split.Indexes, split.ForeignKeys ?? "", split.Counter ?? ""]);
            definitions.ShouldAllBe(definition => Count(all, definition) == 1);
            split.Counter.ShouldBe("ALTER TABLE `t` AUTO_INCREMENT = 7");
            split.Create.ShouldEndWith("\n) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4");
        });

    [Theory]
    [InlineData("`n` int NOT NULL AUTO_INCREMENT", "KEY `by_n` (`n`)", "")]
    [InlineData("`n` int", "KEY `f` ((lower(`n`)))", "")]
    [InlineData("`n` int", "UNIQUE KEY `u` (`n`) USING HASH", "")]
    [InlineData("`n` int", "UNIQUE KEY `u` (`n`)", " /*!50100 PARTITION BY KEY (n) */")]
    [InlineData("`n` int", "KEY `k` (`n`)", " WITH SYSTEM VERSIONING")]
    public void Keeps_keys_that_cannot_come_later(string column, string key, string options)
    {
        var table = new Table
        {
            Name = "t",
            Ddl = "",
            Columns = [new Column { Name = "n", Type = "int", Nullable = true, AutoIncrement = column.Contains("AUTO", StringComparison.Ordinal) }],
        };

        var split = KeyDeferral.Split(table, $"CREATE TABLE `t` (\n  {column},\n  {key}\n) ENGINE=InnoDB{options}");

        split.Indexes.ShouldBeEmpty();
        split.Create.ShouldContain(key);
    }

    [Fact]
    public void Keeps_keys_before_one_that_stays_so_that_their_order_holds()
    {
        var table = new Table { Name = "t", Ddl = "", Columns = [new Column { Name = "n", Type = "int", AutoIncrement = true }, new Column { Name = "a", Type = "int" }] };

        var split = KeyDeferral.Split(table, "CREATE TABLE `t` (\n  `n` int,\n  `a` int,\n  KEY `first` (`a`),\n  KEY `second` (`n`),\n  KEY `third` (`a`,`n`)\n) ENGINE=InnoDB");

        split.Indexes.ShouldBe(["ALTER TABLE `t`\n  ADD KEY `third` (`a`,`n`)"]);
    }

    [Fact]
    public void Small_tables_get_their_keys_at_once_but_full_text_ones()
    {
        const string Definition = "CREATE TABLE `t` (\n  `a` text,\n  PRIMARY KEY (`a`),\n  UNIQUE KEY `u` (`a`),\n  SPATIAL KEY `s` (`a`),\n  KEY `k` (`a`),\n  FULLTEXT KEY `f` (`a`)\n) ENGINE=InnoDB";

        var split = KeyDeferral.Split(Table(["a"]), Definition, small: true);

        split.Create.ShouldBe("CREATE TABLE `t` (\n  `a` text,\n  PRIMARY KEY (`a`),\n  UNIQUE KEY `u` (`a`),\n  SPATIAL KEY `s` (`a`),\n  KEY `k` (`a`)\n) ENGINE=InnoDB");
        split.Indexes.ShouldBe(["ALTER TABLE `t`\n  ADD FULLTEXT KEY `f` (`a`)"]);
    }

    [Fact]
    public void Builds_full_text_and_spatial_keys_alone()
    {
        var split = KeyDeferral.Split(
            Table(["a"]),
            "CREATE TABLE `t` (\n  `a` text,\n  PRIMARY KEY (`a`),\n  KEY `k1` (`a`),\n  SPATIAL KEY `s` (`a`),\n  KEY `k2` (`a`),\n  KEY `k3` (`a`),\n  FULLTEXT KEY `f1` (`a`),\n  FULLTEXT KEY `f2` (`a`) /*!50100 WITH PARSER `ngram` */ \n) ENGINE=InnoDB");

        split.Indexes.ShouldBe(
        [
            "ALTER TABLE `t`\n  ADD KEY `k1` (`a`)", "ALTER TABLE `t`\n  ADD SPATIAL KEY `s` (`a`)", "ALTER TABLE `t`\n  ADD KEY `k2` (`a`),\n  ADD KEY `k3` (`a`)",
            "ALTER TABLE `t`\n  ADD FULLTEXT KEY `f1` (`a`)", "ALTER TABLE `t`\n  ADD FULLTEXT KEY `f2` (`a`) /*!50100 WITH PARSER `ngram` */",
        ]);
    }

    private static Table Table(IEnumerable<string> columns) => new()
    {
        Name = "t",
        Ddl = "",
        Columns = [.. columns.Select(name => new Column { Name = name, Type = "varchar(9)", Nullable = true })],
    };

    private static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static int Count(string text, string part) => (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;
}
