using System.Text;
using CsCheck;
using Ferry.Archives;

namespace Ferry.Tests.Archives;

public sealed class MemberNamesTests
{
    [Theory]
    [InlineData("movie_user", "movie_user")]
    [InlineData("..", "%2E.")]
    [InlineData("a/b\\c", "a%2Fb%5Cc")]
    [InlineData("ü", "%C3%BC")]
    public void Names_are_encoded_for_any_file_system(string name, string expected) => MemberNames.Encode(name).ShouldBe(expected);

    [Fact]
    public void Different_tables_never_share_a_folder_even_without_case_and_when_very_long() => Gen.String.Array[1, 10].Sample(tables =>
    {
        var distinct = tables.Concat(tables.Select(table => table.ToUpperInvariant())).Append(new string('é', 64)).Append(new string('é', 63))
            .Distinct(StringComparer.Ordinal).ToList();
        var names = new MemberNames("main");

        var folders = distinct.ConvertAll(names.Folder);

        folders.Distinct(StringComparer.OrdinalIgnoreCase).Count().ShouldBe(distinct.Count);
        folders.ShouldAllBe(folder => Encoding.UTF8.GetByteCount(folder) < 140 && !folder.Contains("/../") && !folder.EndsWith("/.."));
    });

    [Fact]
    public void Parts_of_a_range_are_numbered_from_the_second_on()
    {
        MemberNames.Chunk("main/data/users", 3, 1).ShouldBe("main/data/users/00003.tsv.zst");
        MemberNames.Chunk("main/data/users", 3, 2).ShouldBe("main/data/users/00003-2.tsv.zst");
    }
}
