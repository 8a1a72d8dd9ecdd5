using Ferry.MySql.Columns;
using Ferry.Schema;

namespace Ferry.MySql.Tests.Columns;

public sealed class ColumnReadingTests
{
    [Theory]
    [InlineData("float", "`c` * 1e0")]
    [InlineData("float(7,4) unsigned", "`c` * 1e0")]
    [InlineData("double(10,2)", "`c` * 1e0")]
    [InlineData("double", "`c`")]
    [InlineData("enum('a','b')", "`c`")]
    [InlineData("enum('a','')", "`c` + 0")]
    [InlineData("set('a','')", "`c`")]
    [InlineData("geometry", "`c`")]
    [InlineData("vector(3)", "`c`")]
    [InlineData("bit(8)", "`c`")]
    public void Reads_each_type_so_that_nothing_is_lost(string type, string expression) =>
        ColumnCodec.ReadExpression(new Column { Name = "c", Type = type }).ShouldBe(expression);
}
