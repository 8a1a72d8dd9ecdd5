using Ferry.Archives;

namespace Ferry.Tests.Archives;

public sealed class ArchiveNameTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 29, 2, 30, 5, 999, TimeSpan.FromHours(2));

    [Fact]
    public void A_name_is_the_environment_and_the_second_in_utc() =>
        ArchiveName.Next("production", Now, new HashSet<string>()).FileName.ShouldBe("production-2026-03-29-00-30-05.zip");

    [Fact]
    public void A_second_backup_in_the_same_second_gets_a_number()
    {
        var taken = new HashSet<string> { "local-2026-03-29-00-30-05.zip", "local-2026-03-29-00-30-05-2.zip" };

        ArchiveName.Next("local", Now, taken).FileName.ShouldBe("local-2026-03-29-00-30-05-3.zip");
    }

    [Theory]
    [InlineData("my-env-2026-03-29-00-30-05.zip", "my-env", 1)]
    [InlineData("local-2026-03-29-00-30-05-12.zip", "local", 12)]
    public void A_name_reads_back(string fileName, string environment, int number)
    {
        var name = ArchiveName.Parse(fileName).ShouldNotBeNull();

        name.Environment.ShouldBe(environment);
        name.Number.ShouldBe(number);
        name.CreatedAt.ShouldBe(new DateTimeOffset(2026, 3, 29, 0, 30, 5, TimeSpan.Zero));
    }

    [Theory]
    [InlineData("notes.zip")]
    [InlineData("local-2026-13-29-00-30-05.zip")]
    [InlineData("local-2026-03-29-00-30-05.zip.proof.json")]
    [InlineData("local-2026-03-29-00-30-05.zip\n")]
    public void Foreign_files_are_none_of_ours(string fileName) => ArchiveName.Parse(fileName).ShouldBeNull();
}
