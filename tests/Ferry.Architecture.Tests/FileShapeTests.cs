namespace Ferry.Architecture.Tests;

public sealed class FileShapeTests
{
    private static readonly string[] Folders = ["src", "tests", "bench"];

    [Fact]
    public void No_file_is_longer_than_500_lines() =>
        Folders.SelectMany(Repository.Sources).Where(file => File.ReadLines(file.FullName).Count() > 500)
            .Select(file => file.Name).ShouldBeEmpty();

    [Fact]
    public void The_median_source_file_is_shorter_than_70_lines()
    {
        var lengths = Repository.Sources("src").Select(file => File.ReadLines(file.FullName).Count()).Order().ToList();

        lengths[lengths.Count / 2].ShouldBeLessThan(70);
    }

    [Fact]
    public void Nine_of_ten_source_files_are_shorter_than_200_lines()
    {
        var lengths = Repository.Sources("src").Select(file => File.ReadLines(file.FullName).Count()).Order().ToList();

        lengths[lengths.Count * 9 / 10].ShouldBeLessThan(200);
    }

    [Fact]
    public void Source_files_hold_one_type_of_their_own_name() =>
        Repository.Sources("src").Where(file => !HoldsItsType(file)).Select(file => file.FullName[(Repository.Root.FullName.Length + 1)..])
            .ShouldBeEmpty();

    [Fact]
    public void No_folder_is_a_dumping_ground()
    {
        string[] grounds = ["Helpers", "Utils", "Common", "Manager", "Managers", "Misc"];

        Directory.EnumerateDirectories(Path.Combine(Repository.Root.FullName, "src"), "*", SearchOption.AllDirectories)
            .Select(path => Path.GetFileName(path)).Intersect(grounds).ShouldBeEmpty();
    }

    private static bool HoldsItsType(FileInfo file)
    {
        var name = Path.GetFileNameWithoutExtension(file.Name).Split('.')[0];
        if (name is "Program" or "Usings" or "GlobalUsings" or "AssemblyInfo")
        {
            return true;
        }

        var types = File.ReadLines(file.FullName)
            .Where(line => line.Length > 0 && !char.IsWhiteSpace(line[0]))
            .Select(line => line.Split([' ', '(', '<', ':', ';'], StringSplitOptions.RemoveEmptyEntries))
            .Select(words => (Keyword: Array.FindIndex(words, word => word is "class" or "struct" or "record" or "interface" or "enum" or "delegate"), Words: words))
            .Where(line => line.Keyword >= 0 && !line.Words[0].StartsWith("//", StringComparison.Ordinal) && !line.Words[0].StartsWith('['))
            .Select(line => line.Words.Skip(line.Words[line.Keyword] == "delegate" ? line.Keyword + 2 : line.Keyword).First(word => word is not ("class" or "struct" or "record" or "interface" or "enum" or "delegate")))
            .ToList();
        return types is [var only] && only == name;
    }
}
