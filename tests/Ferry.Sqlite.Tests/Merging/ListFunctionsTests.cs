using Ferry.Sqlite.Merging;

namespace Ferry.Sqlite.Tests.Merging;

public sealed class ListFunctionsTests
{
    [Theory]
    [InlineData(",", "b,a", "a,c,b", "b,a,c")]
    [InlineData(", ", "a, b", "b,c, d", "a, b, b,c, d")]
    [InlineData(",", "", "", "")]
    [InlineData("|", "a||b", "A", "a|b|A")]
    public void Joins_texts_with_each_element_once(string separator, string first, string second, string expected) => ListFunctions.Join(separator, first, second).ShouldBe(expected);

    [Theory]
    [InlineData("[1, \"é\"]", "[ {\"a\" : 1}, 1, {\"a\":1} ]", "[1,\"é\",{\"a\":1}]")]
    [InlineData("[]", "[]", "[]")]
    [InlineData("[]", "{}", null)]
    [InlineData("[", "[]", null)]
    public void Joins_arrays_and_nothing_else(string first, string second, string? expected) => ListFunctions.JoinJson(first, second).ShouldBe(expected);
}
