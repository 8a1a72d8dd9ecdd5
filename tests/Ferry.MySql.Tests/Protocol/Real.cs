using System.Text;
using Ferry.Databases;
using Ferry.MySql.Protocol;

namespace Ferry.MySql.Tests.Protocol;

/// <summary>Connections to real servers.</summary>
internal static class Real
{
    /// <param name="target">The server.</param>
    /// <param name="kind">Who is supposed to listen; by default what the socket says.</param>
    public static async Task<RawConnection> OpenAsync(DatabaseTarget target, ChannelKind? kind = null)
    {
        var channel = await ServerChannel.ConnectAsync(target, TestContext.Current.CancellationToken);
        return await RawConnection.OpenAsync(channel with { Kind = kind ?? channel.Kind }, target, TestContext.Current.CancellationToken);
    }

    public static async Task<string> QueryAsync(RawConnection connection, string sql)
    {
        using var tsv = new MemoryStream();
        await connection.ReadRowsAsync(sql, "a query", tsv, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(tsv.ToArray());
    }

    /// <summary>Logs in, and returns who the server thinks that is.</summary>
    public static async Task<string> LogInAsync(DatabaseTarget target, ChannelKind? kind = null)
    {
        await using var connection = await OpenAsync(target, kind);
        return await QueryAsync(connection, "SELECT CURRENT_USER()");
    }
}
