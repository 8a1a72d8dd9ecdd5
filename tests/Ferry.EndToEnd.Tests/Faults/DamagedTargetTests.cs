namespace Ferry.EndToEnd.Tests.Faults;

public sealed class DamagedTargetTests
{
    [Fact]
    public async Task A_file_that_is_no_database_is_kept_aside_and_the_plan_says_so()
    {
        using var project = new SqliteProject();
        (await project.RunAsync("backup --env staging")).Ended(0);
        var damaged = Path.Combine(project.Folder, "local.db");
        byte[] content = [.. Enumerable.Range(0, 5000).Select(number => (byte)(number * 31))];
        await File.WriteAllBytesAsync(damaged, content, TestContext.Current.CancellationToken);

        var run = (await project.RunAsync("restore --env staging --backup latest --into local --force")).Ended(0);

        project.Describe("local.db").ShouldBe(project.Describe("staging.db"));
        (await File.ReadAllBytesAsync(damaged + ".damaged", TestContext.Current.CancellationToken)).ShouldBe(content);
        $"{run.Output}{run.Error}".ShouldContain("kept aside");
        $"{run.Output}{run.Error}".ShouldNotContain("gets a safety backup");
    }
}
