using System.Text;
using Ferry.Databases;
using Ferry.MySql.Protocol;
using Ferry.MySql.Protocol.Rows;

namespace Ferry.MySql.Tests.Protocol;

/// <summary>Connections to scripted servers.</summary>
internal static class Scripted
{
    public static DatabaseTarget Target { get; } = new()
    {
        Engine = "mysql",
        Host = "db.example.com",
        Username = "app",
        Password = new Secret("swordfish"),
        Tls = new TlsOptions(TlsMode.None),
    };

    public static ValueTask<RawConnection> OpenAsync(Stream stream, ChannelKind kind = ChannelKind.Private, DatabaseTarget? target = null) =>
        RawConnection.OpenAsync(new ServerChannel(stream, kind), target ?? Target, TestContext.Current.CancellationToken);

    /// <summary>Logs in and reads one result set.</summary>
    public static async Task<(RowsRead Read, byte[] Tsv)> ReadAsync(Stream stream)
    {
        await using var connection = await OpenAsync(stream);
        return await ReadAsync(connection);
    }

    public static async Task<(RowsRead Read, byte[] Tsv)> ReadAsync(RawConnection connection)
    {
        using var tsv = new MemoryStream();
        var read = await connection.ReadRowsAsync("SELECT * FROM t", "table t", tsv, TestContext.Current.CancellationToken);
        return (read, tsv.ToArray());
    }

    public static async Task<string> ReadTextAsync(byte[] script) => Encoding.UTF8.GetString((await ReadAsync(ScriptedStream.Whole(script))).Tsv);
}
