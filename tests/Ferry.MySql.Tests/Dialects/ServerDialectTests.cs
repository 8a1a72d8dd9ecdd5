using Ferry.MySql.Dialects;

namespace Ferry.MySql.Tests.Dialects;

public sealed class ServerDialectTests
{
    [Theory]
    [InlineData("10.11.19-MariaDB-0+deb12u1-log", "MariaDB", "10.11.19")]
    [InlineData("5.5.5-10.6.18-MariaDB", "MariaDB", "10.6.18")]
    [InlineData("11.4.2-MariaDB-ubu2404", "MariaDB", "11.4.2")]
    [InlineData("9.7.4-2", "MySQL", "9.7.4")]
    [InlineData("8.0.36-28", "MySQL", "8.0.36")]
    [InlineData("8.4.0", "MySQL", "8.4.0")]
    public void Tells_the_product_and_number_from_the_version(string version, string product, string number)
    {
        var dialect = ServerDialect.For(version);

        dialect.Product.ShouldBe(product);
        dialect.Version.ToString().ShouldBe(number);
    }

    [Fact]
    public void Foreign_keys_are_checked_for_one_statement_in_the_words_of_each_server()
    {
        ServerDialect.For("10.3.0-MariaDB").ProvingInsert("INSERT INTO `t` SELECT 1").ShouldBe("SET STATEMENT foreign_key_checks = 1 FOR INSERT INTO `t` SELECT 1");
        ServerDialect.For("8.0.20").ProvingInsert("INSERT INTO `t` SELECT 1").ShouldBe("INSERT /*+ SET_VAR(foreign_key_checks = 1) */ INTO `t` SELECT 1");
    }

    [Theory]
    [InlineData("5.7.44-log")]
    [InlineData("10.2.44-MariaDB")]
    [InlineData("unheard of")]
    public void Refuses_servers_that_are_too_old_or_unknown(string version)
    {
        var failure = Should.Throw<FerryException>(() => ServerDialect.For(version));

        failure.Kind.ShouldBe(FailureKind.Unsupported);
        failure.Message.ShouldContain(version);
    }

    [Fact]
    public void Uses_the_words_that_each_version_knows()
    {
        ServerDialect.For("8.0.20").LogPosition.ShouldBe("SHOW MASTER STATUS");
        ServerDialect.For("8.4.0").LogPosition.ShouldBe("SHOW BINARY LOG STATUS");
        ServerDialect.For("8.0.20").ReplicaStatus.ShouldBe("SHOW SLAVE STATUS");
        ServerDialect.For("8.0.22").ReplicaStatus.ShouldBe("SHOW REPLICA STATUS");
        ServerDialect.For("10.5.0-MariaDB").UsableIndex.ShouldNotContain("IGNORED");
        ServerDialect.For("10.6.0-MariaDB").UsableIndex.ShouldContain("IGNORED");
    }

    [Theory]
    [InlineData("10.11.19-MariaDB", "varchar(255)", "CAST(a AS BINARY) <=> CAST(b AS BINARY)")]
    [InlineData("10.11.19-MariaDB", "text", "CAST(a AS BINARY) <=> CAST(b AS BINARY)")]
    [InlineData("10.11.19-MariaDB", "longtext",
        "CASE WHEN LENGTH(a) > @@max_allowed_packet OR LENGTH(b) > @@max_allowed_packet THEN SHA2(a, 256) <=> SHA2(b, 256) ELSE CAST(a AS BINARY) <=> CAST(b AS BINARY) END")]
    [InlineData("8.4.0", "longtext", "CAST(a AS BINARY) <=> CAST(b AS BINARY)")]
    public void Texts_are_compared_by_their_bytes_and_by_a_hash_where_a_cast_may_be_too_long(string version, string type, string expected) =>
        ServerDialect.For(version).SameBytes(type, "a", "b").ShouldBe(expected);
}
