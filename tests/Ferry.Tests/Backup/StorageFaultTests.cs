using Ferry.Testing.Memory;
using Ferry.Testing.Storage;

namespace Ferry.Tests.Backup;

public sealed class StorageFaultTests : IDisposable
{
    private readonly Workbench _bench = new();

    public StorageFaultTests() => _bench.Provider.Databases["app"] = new MemoryDatabase()
        .With("users", Enumerable.Range(1, 100).Select(id => $"{id}\tuser {id}"))
        .With("notes", "one", "two");

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(StorageFaultKind.Full)]
    [InlineData(StorageFaultKind.ShortWrite)]
    [InlineData(StorageFaultKind.FlippedByte)]
    [InlineData(StorageFaultKind.VanishesAndReturns)]
    public async Task A_destination_that_fails_at_any_byte_never_keeps_something_that_looks_like_a_backup(StorageFaultKind fault)
    {
        for (var at = 0L; ; at += 61)
        {
            var storage = new FaultyStorage(_bench.Storage, fault, at);

            var failure = await Record.ExceptionAsync(() => _bench.BackupAsync(_bench.Request() with { Destination = storage }));

            if (!storage.Struck)
            {
                failure.ShouldBeNull();
                at.ShouldBeGreaterThan(1000);
                break;
            }

            failure.ShouldBeOfType<FerryException>($"at byte {at}").Kind.ShouldBe(FailureKind.Destination);
            _bench.Files().ShouldBeEmpty($"at byte {at}");
        }

        _bench.Files().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Earlier_backups_stay_byte_for_byte_when_a_later_one_fails()
    {
        var earlier = await _bench.BackupAsync();
        var bytes = await File.ReadAllBytesAsync(earlier.Location, TestContext.Current.CancellationToken);

        await Should.ThrowAsync<FerryException>(() =>
            _bench.BackupAsync(_bench.Request() with { Destination = new FaultyStorage(_bench.Storage, StorageFaultKind.Full, 500) }));

        _bench.Files().Count.ShouldBe(1);
        (await File.ReadAllBytesAsync(earlier.Location, TestContext.Current.CancellationToken)).ShouldBe(bytes);
    }

    [Fact]
    public async Task Names_that_differ_only_in_case_are_two_backups()
    {
        var first = await _bench.BackupAsync(_bench.Request() with { Environment = "Production" });
        var second = await _bench.BackupAsync(_bench.Request() with { Environment = "production" });

        string.Equals(first.Location, second.Location, StringComparison.OrdinalIgnoreCase).ShouldBeFalse();
        _bench.Files().Count.ShouldBe(2);
    }
}
