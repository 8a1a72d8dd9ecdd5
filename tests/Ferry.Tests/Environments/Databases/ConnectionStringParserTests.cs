using Ferry.Environments;

namespace Ferry.Tests.Environments.Databases;

public sealed class ConnectionStringParserTests
{
    [Theory]
    [InlineData("mysql", "Server=db;Port=3307;Database=m;User ID=app;Password=pw;Pooling=true;CharSet=utf8mb4", "db 3307 m app pw -")]
    [InlineData("mysql", "host=db;initial catalog=m;uid=app;pwd='p;w';SslMode=VerifyFull", "db - m app p;w VerifyFull")]
    [InlineData("mysql", "DataSource=db;Database=m;User=app;SSL Mode=Required", "db - m app - Insecure")]
    [InlineData("mysql", "Network Address=db;Database=m;SslMode=Preferred", "db - m - - Auto")]
    [InlineData("postgres", "Host=db;Database=m;Username=app;Password=\"p\"\"w\";SSL Mode=verify-ca", "db - m app p\"w VerifyCa")]
    [InlineData("postgres", "Server=db;DB=m;User Id=app;PWD=pw;SslMode=Disable", "db - m app pw None")]
    public void Reads_the_keys_of_the_drivers(string engine, string text, string expected)
    {
        var (parts, problem) = ConnectionStringParser.Parse(engine, text);

        problem.ShouldBeNull();
        string?[] values = [parts!.Host, parts.Port?.ToString(), parts.Database, parts.Username, parts.Password?.Reveal(), parts.Tls?.ToString()];
        string.Join(' ', values.Select(value => value ?? "-")).ShouldBe(expected);
    }

    [Fact]
    public void A_path_in_the_place_of_the_host_is_a_socket()
    {
        var parts = ConnectionStringParser.Parse("mysql", "Server=/run/mysqld/mysqld.sock;Database=m;SslCa=ca.pem").Parts!;

        (parts.Host, parts.Socket, parts.CaFile).ShouldBe((null, "/run/mysqld/mysqld.sock", "ca.pem"));
    }

    [Theory]
    [InlineData("Data Source=app.db;Cache=Shared")]
    [InlineData("DataSource=app.db")]
    [InlineData("Filename=app.db")]
    public void Reads_a_sqlite_file(string text) => ConnectionStringParser.Parse("sqlite", text).Parts!.Path.ShouldBe("app.db");

    [Theory]
    [InlineData("sqlite", "Data Source=:memory:", "in memory")]
    [InlineData("sqlite", "Data Source=x;Mode=Memory;Cache=Shared", "in memory")]
    [InlineData("sqlite", "Data Source=x;Password=hunter2", "encrypted SQLite")]
    [InlineData("sqlite", "Cache=Shared", "has no Data Source")]
    [InlineData("mysql", "hunter2", "is not a connection string")]
    [InlineData("mysql", "Server=db;Port=hunter2", "Port")]
    [InlineData("mysql", "Server=db;SslMode=Sometimes", "SslMode that Ferry does not know")]
    public void A_string_that_does_not_fit_is_explained_without_quoting_secrets(string engine, string text, string expected)
    {
        var (parts, problem) = ConnectionStringParser.Parse(engine, text);

        parts.ShouldBeNull();
        problem!.ShouldContain(expected);
        problem!.ShouldNotContain("hunter2");
    }
}
