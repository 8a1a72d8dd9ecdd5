using System.Text;

namespace Ferry.EndToEnd.Tests.Sync;

public sealed class SqliteSyncMaskingTests : SyncMaskingTests
{
    private protected override Task<SyncPair> PairAsync() => Task.FromResult(new SyncPair(new SqliteSide(), new SqliteSide()));

    /// <summary>The bytes of the database and of what lies beside it: also pages that are free again.</summary>
    private protected override async Task<string> EverythingAsync(SyncSide local)
    {
        var folder = Path.GetDirectoryName(local.Target.Path)!;
        var bytes = await Task.WhenAll(Directory.GetFiles(folder).Select(file => File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
        return string.Concat(bytes.Select(Encoding.Latin1.GetString));
    }
}
