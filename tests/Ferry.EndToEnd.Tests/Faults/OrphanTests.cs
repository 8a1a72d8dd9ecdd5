using Ferry.EndToEnd.Tests.Fidelity;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Faults;

/// <summary>Files that a server has left in a database's folder when it died in the middle of something.</summary>
public sealed class OrphanTests
{
    [Fact]
    public async Task Files_without_a_table_are_passed_over_and_a_definition_without_its_files_is_named_on_mariadb()
    {
        await using var trip = await RoundTrip.MakeAsync(
            ServerKind.MariaDb,
            "CREATE TABLE good (id INT PRIMARY KEY)", "INSERT INTO good VALUES (1)", "CREATE TABLE isam (id INT PRIMARY KEY) ENGINE=MyISAM", "FLUSH TABLES good, isam", "UNLOCK TABLES");
        var folder = await FolderAsync(trip);
        string[] orphans = ["#sql-1a2b_3.frm", "#sql-alter-1a2b-4.frm", "#sql-ib77-99.ibd", "lonely.ibd", "frmless.MYD"];
        try
        {
            foreach (var orphan in orphans)
            {
                File.Copy(Path.Combine(folder, orphan.EndsWith("frm", StringComparison.Ordinal) ? "good.frm" : "isam.MYI"), Path.Combine(folder, orphan));
            }

            var whole = await trip.BackupAsync();
            whole.Warnings.ShouldNotContain(warning => warning.Message.Contains("sql-"));
            whole.Manifest.Databases[0].Tables.Select(table => table.Name).ShouldBe(["good", "isam"], ignoreOrder: true);

            File.Copy(Path.Combine(folder, "isam.frm"), Path.Combine(folder, "empty.frm"));
            var failure = await Should.ThrowAsync<FerryException>(() => trip.BackupAsync());
            failure.Code.ShouldBe("backup.omissions");
            failure.Reason.ShouldNotBeNull().ShouldContain("empty");
            (await trip.BackupAsync(request => request with { AllowOmissions = true })).Manifest.Databases[0].Rows.ShouldBe(1);
        }
        finally
        {
            foreach (var file in orphans.Append("empty.frm"))
            {
                File.Delete(Path.Combine(folder, file));
            }
        }
    }

    private static async Task<string> FolderAsync(RoundTrip trip)
    {
        var data = (string?)await ServerText.ScalarAsync(trip.SourceConnection, "SELECT @@datadir", TestContext.Current.CancellationToken);
        var folder = Path.Combine(data!, trip.Source);
        return Directory.Exists(folder) ? folder : Requirement.Missing("the server's data folder is on another machine");
    }
}
