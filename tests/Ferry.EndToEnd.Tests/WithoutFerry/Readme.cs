using System.IO.Compression;
using Ferry.Databases;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.WithoutFerry;

/// <summary>Does what the README.txt of an archive says, with the real programs, in a folder of its own.</summary>
/// <param name="archive">Path of the archive.</param>
/// <param name="folder">Where to work; what the commands leave is found there.</param>
internal sealed class Readme(string archive, string folder)
{
    /// <summary>Runs the commands of README.txt, with the archive's path and the database's name in the places of THIS.zip and restored.</summary>
    /// <param name="server">Whose client to call; null for a database that is a file.</param>
    /// <param name="database">An empty database on it.</param>
    /// <returns>What the commands complained of; empty when they went through.</returns>
    public async Task<string> FollowAsync(TestServer? server = null, DatabaseTarget? database = null)
    {
        var commands = string.Join('\n', Commands()).Replace("THIS.zip", archive, StringComparison.Ordinal);
        if (server is { } its)
        {
            commands = commands.Replace(" restored ", $" {database!.Database} ", StringComparison.Ordinal);
            commands = its.Kind == ServerKind.MySql ? commands.Replace("mariadb ", "mysql ", StringComparison.Ordinal) : commands;
            StockClient.Settle(its, folder);
        }

        return await StockClient.ShellAsync(folder, commands);
    }

    // What is set in by four spaces is a command; the first of them is Ferry's own.
    private IEnumerable<string> Commands()
    {
        using var zip = ZipFile.OpenRead(archive);
        using var text = new StreamReader(zip.GetEntry("README.txt").ShouldNotBeNull().Open());
        var commands = text.ReadToEnd().Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Trim()).ToList();
        commands.Count.ShouldBeGreaterThan(2);
        return commands.Where(command => !command.StartsWith("ferry ", StringComparison.Ordinal));
    }
}
