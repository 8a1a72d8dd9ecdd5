using System.Text;
using Ferry.Archives;
using Ferry.Databases;

namespace Ferry.Backup;

/// <summary>README.txt of an archive: how to restore it without Ferry.</summary>
internal static class ArchiveReadme
{
    public static string Write(BackupRequest request, ProviderRegistry providers)
    {
        var text = new StringBuilder();
        text.Append("This is a database backup made by Ferry. With Ferry:\n\n    ferry restore --backup THIS.zip\n\n")
            .Append("Without Ferry, with unzip, zstd and the database's own client:\n\n    unzip THIS.zip -d backup\n");
        foreach (var (key, target) in request.Databases)
        {
            var form = providers.For(target.Engine).Capabilities.Form;
            text.Append(form == BackupForm.Logical ? Logical(MemberNames.Encode(key)) : Image(MemberNames.Encode(key)));
        }

        return text.Append("\nmanifest.json lists every member with its size and SHA-256.\n").ToString();
    }

    private static string Logical(string key) =>
        $"""

        Database '{key}' (create an empty database first; here it is called restored):

            cd backup/{key}
            find data -name '*.zst' -exec zstd -d -q --rm {"{}"} +
            mariadb --local-infile=1 --comments --binary-mode restored < restore.sql

        For MySQL say mysql instead of mariadb, and allow loading for the time: SET GLOBAL local_infile = 1.

        """;

    private static string Image(string key) =>
        $"""

        Database '{key}' is one SQLite file:

            zstd -d backup/{key}/database.sqlite.zst -o restored.sqlite

        """;
}
