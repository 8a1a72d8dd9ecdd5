using Ferry.Databases;
using Ferry.Environments;

namespace Ferry.Tests.Environments.Databases;

public sealed class DatabaseUrlTests
{
    [Theory]
    [InlineData("mysql://root@127.0.0.1:3306/movies", "mysql root - 127.0.0.1 3306 movies")]
    [InlineData("MariaDB://root@db/movies", "mysql root - db - movies")]
    [InlineData("postgresql://app:s%3Ac%40r%2Fe%25t@db.example.com/movies", "postgres app s:c@r/e%t db.example.com - movies")]
    [InlineData("pgsql://app:p@ss:w@db:5432/m", "postgres app p@ss:w db 5432 m")]
    [InlineData("mysql://db/movies", "mysql - - db - movies")]
    [InlineData("mysql://app:@db/movies", "mysql app - db - movies")]
    [InlineData("mysql://app@[::1]:3306/movies", "mysql app - ::1 3306 movies")]
    [InlineData("mysql://%C3%BC%20ser@db/mo%2Fvies", "mysql ü ser - db - mo/vies")]
    [InlineData("mysql://app:a#b@db/movies", "mysql app a#b db - movies")]
    [InlineData("mysql://db", "mysql - - db - -")]
    public void Reads_a_server_url(string url, string expected)
    {
        var (parts, problem) = DatabaseUrl.Parse(url);

        problem.ShouldBeNull();
        string?[] values = [parts!.Engine, parts.Username, parts.Password?.Reveal(), parts.Host, parts.Port?.ToString(), parts.Database];
        string.Join(' ', values.Select(value => value ?? "-")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("sqlite:app.db", "app.db")]
    [InlineData("sqlite:./my data/app%20.db", "./my data/app%20.db")]
    [InlineData("sqlite:/srv/app.db", "/srv/app.db")]
    [InlineData("sqlite:///srv/app.db", "/srv/app.db")]
    public void Reads_a_file_url_as_it_is(string url, string path) => DatabaseUrl.Parse(url).Parts!.Path.ShouldBe(path);

    [Fact]
    public void Reads_options()
    {
        var parts = DatabaseUrl.Parse("mysql://app@db/m?tls=verify-full&ca=my%20ca.pem&cert=c.pem&key=k.pem&socket=/run/s").Parts!;

        (parts.Tls, parts.CaFile, parts.CertificateFile, parts.KeyFile, parts.Socket)
            .ShouldBe((TlsMode.VerifyFull, "my ca.pem", "c.pem", "k.pem", "/run/s"));
    }

    [Theory]
    [InlineData("hunter2", "is not a database URL")]
    [InlineData("hunter2:x", "is not a database URL")]
    [InlineData("", "is not a database URL")]
    [InlineData("mysq://root:hunter2@db/m", "Did you mean 'mysql'?")]
    [InlineData("mysql:root:hunter2@db/m", "lacks the //")]
    [InlineData("mysql://root:hunter2%@db/m", "write %25 for a percent sign")]
    [InlineData("mysql://root:hunter2/x@db/m", "is not of the form")]
    [InlineData("mysql://root:hunter2@db:0/m", "has a port that is not between 1 and 65535")]
    [InlineData("mysql://root:hunter2@db:99999999999/m", "has a port that is not between 1 and 65535")]
    [InlineData("mysql://root:hunter2@db/m/n", "is not of the form")]
    [InlineData("mysql://root:hunter2@db/m?tls=strict", "tls option")]
    [InlineData("mysql://root:12?hunter2@db/m", "unknown option")]
    [InlineData("sqlite:", "names no file")]
    public void A_wrong_url_is_explained_without_quoting_it(string url, string expected)
    {
        var (parts, problem) = DatabaseUrl.Parse(url);

        parts.ShouldBeNull();
        problem!.ShouldContain(expected);
        problem!.ShouldNotContain("hunter2");
    }

    [Theory]
    [InlineData("mysql://app:hunter2@db/m?tls=none", "mysql://app:********@db/m?tls=none")]
    [InlineData("mysql://app:hunter2@x@db/m", "mysql://app:********@db/m")]
    [InlineData("mysql://app@db/m", "mysql://app@db/m")]
    [InlineData("sqlite:app.db", "sqlite:app.db")]
    [InlineData("connection:App", "connection:App")]
    [InlineData("hunter2", "********")]
    public void Shows_a_url_without_its_password(string url, string shown) => DatabaseUrl.Mask(url).ShouldBe(shown);
}
