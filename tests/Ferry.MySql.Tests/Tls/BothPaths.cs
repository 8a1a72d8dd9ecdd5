using Ferry.Databases;
using Ferry.MySql.Protocol;

namespace Ferry.MySql.Tests.Tls;

/// <summary>Connects as the driver does, and as the raw reader does: they have to agree.</summary>
internal static class BothPaths
{
    public static async Task ConnectAsync(DatabaseTarget target)
    {
        var token = TestContext.Current.CancellationToken;
        await using var session = await new MySqlProvider().OpenAsync(target, SessionAccess.Read, token);
        await using var connection = await RawConnection.OpenAsync(await ServerChannel.ConnectAsync(target, token), target, token);
    }

    /// <summary>Fails on both, with the same words.</summary>
    public static async Task<FerryException> FailAsync(DatabaseTarget target)
    {
        var token = TestContext.Current.CancellationToken;
        var driver = await Should.ThrowAsync<FerryException>(async () => await new MySqlProvider().OpenAsync(target, SessionAccess.Read, token));
        var raw = await Should.ThrowAsync<FerryException>(
            async () => await RawConnection.OpenAsync(await ServerChannel.ConnectAsync(target, token), target, token));
        (driver.Kind, driver.Code, driver.Message, driver.Remedy).ShouldBe((raw.Kind, raw.Code, raw.Message, raw.Remedy));
        return raw;
    }
}
