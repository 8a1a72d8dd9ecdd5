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

    [Fact]
    public async Task A_table_of_which_only_the_storage_engine_knows_is_named_on_mariadb()
    {
        await using var trip = await RoundTrip.MakeAsync(
            ServerKind.MariaDb,
            "CREATE TABLE good (id INT PRIMARY KEY, words TEXT, FULLTEXT (words))", "CREATE TABLE parts (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2", "CREATE TABLE `größe-1` (id INT PRIMARY KEY)",
            "CREATE SEQUENCE numbers", "CREATE TABLE lost (id INT PRIMARY KEY)", "CREATE TABLE `ist weg` (id INT PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 2", "FLUSH TABLES");
        (await trip.BackupAsync()).Warnings.ShouldNotContain(warning => warning.Code == "mysql.table-unreadable");
        var folder = await FolderAsync(trip);
        string[] definitions = ["lost.frm", "ist@0020weg.frm"];
        try
        {
            foreach (var definition in definitions)
            {
                File.Move(Path.Combine(folder, definition), Path.Combine(folder, $"{definition}.away"));
            }

            await ServerText.ExecuteAsync(trip.SourceConnection, ["FLUSH TABLES"], TestContext.Current.CancellationToken);

            var failure = await Should.ThrowAsync<FerryException>(() => trip.BackupAsync());
            failure.Code.ShouldBe("backup.omissions");
            var whole = await trip.BackupAsync(request => request with { AllowOmissions = true });
            whole.Warnings.Where(warning => warning.Code == "mysql.table-unreadable").Select(warning => warning.Message)
                .ShouldBe(new[] { "lost", "ist weg" }.Select(name => $"The table {name} is not in the backup: InnoDB has it, but the server does not know it: the file of its definition, {name}.frm, is missing."), ignoreOrder: true);
            (await trip.BackupAsync(request => request with { Selection = Schema.TableSelection.All with { Exclude = ["lost", "ist weg"] } })).Warnings.ShouldNotContain(warning => warning.Code == "mysql.table-unreadable");
        }
        finally
        {
            foreach (var definition in definitions)
            {
                File.Move(Path.Combine(folder, $"{definition}.away"), Path.Combine(folder, definition));
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
