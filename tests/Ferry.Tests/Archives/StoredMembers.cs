using System.IO.Compression;
using Ferry.Archives;

namespace Ferry.Tests.Archives;

/// <summary>Finds in an archive's bytes the members that a manifest speaks of.</summary>
internal static class StoredMembers
{
    /// <summary>Where each member lies that has bytes at all.</summary>
    public static IEnumerable<(int Offset, int Length)> Of(byte[] archive, Manifest manifest)
    {
        var paths = manifest.Databases[0].Tables.SelectMany(table => table.Chunks).Select(chunk => chunk.Path)
            .Concat(manifest.Files.Select(file => file.Path));
        return paths.Select(path => Find(archive, path)).Where(member => member.Length > 0);
    }

    /// <summary>Where one member lies.</summary>
    public static (int Offset, int Length) Find(byte[] archive, string path)
    {
        var content = Read(archive, path);
        return (archive.AsSpan().IndexOf(content), content.Length);
    }

    /// <summary>A member's bytes, as they are stored.</summary>
    public static byte[] Read(byte[] archive, string path)
    {
        using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
        using var member = zip.GetEntry(path)!.Open();
        using var content = new MemoryStream();
        member.CopyTo(content);
        return content.ToArray();
    }
}
