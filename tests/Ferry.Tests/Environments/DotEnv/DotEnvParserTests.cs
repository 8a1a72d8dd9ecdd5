using Ferry.Environments;

namespace Ferry.Tests.Environments.DotEnv;

public sealed class DotEnvParserTests
{
    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("A = b ", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("A=", "")]
    [InlineData("A=\"\"", "")]
    [InlineData("A=two words", "two words")]
    [InlineData("A=b # comment", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A= # comment", "")]
    [InlineData("A=#comment", "")]
    [InlineData("A=a=b==", "a=b==")]
    [InlineData("A=\"b # c\" # d", "b # c")]
    [InlineData("A='b # c'# d", "b # c")]
    [InlineData("""A="say \"hi\" \\ \$X \n\t\q" """, "say \"hi\" \\ $X \n\t\\q")]
    [InlineData("""A='no \n ${HOME} "escape"'""", """no \n ${HOME} "escape" """)]
    [InlineData("A=\"one\ntwo\"", "one\ntwo")]
    [InlineData("A='one\ntwo'", "one\ntwo")]
    [InlineData("A=\"one\r\ntwo\"\r\n", "one\ntwo")]
    [InlineData("\uFEFFA=b", "b")]
    [InlineData("A=${HOME}/x", "/home/me/x")]
    [InlineData("A=\"${HOME}/x\"", "/home/me/x")]
    [InlineData("A=$HOME", "$HOME")]
    [InlineData("A=${UNSET}", "${UNSET}")]
    [InlineData("A=pa$$w{or}d", "pa$$w{or}d")]
    [InlineData("A=grün-\u2028-\u0085", "grün-\u2028-\u0085")]
    public void Reads_a_value(string text, string value) => Parse(text).Single().Value.ShouldBe(value.TrimEnd(' '));

    [Fact]
    public void Names_lines_and_passes_over_comments_and_bare_exports()
    {
        var entries = Parse("# a comment\n\nA=\"1\n2\"\r\n  # another = comment\nexport PATH\nB=3\n");

        entries.Select(entry => (entry.Name, entry.Value, entry.Line)).ShouldBe([("A", "1\n2", 3), ("B", "3", 7)]);
    }

    [Fact]
    public void Interpolates_earlier_lines_and_prefers_the_process()
    {
        var entries = Parse("HOST=db\nHOME=elsewhere\nURL=mysql://${HOST}${HOME}\n");

        entries[^1].Value.ShouldBe("mysql://db/home/me");
    }

    [Theory]
    [InlineData("not an assignment", 1, "this line is not NAME=value and not a comment.")]
    [InlineData("A=1\n=secret", 2, "this line is not NAME=value and not a comment.")]
    [InlineData("1A=secret", 1, "this line is not NAME=value and not a comment.")]
    [InlineData("A=1\nB=\"secret\nC=1\n", 2, "the quoted value of B has no end.")]
    [InlineData("B='secret", 1, "the quoted value of B has no end.")]
    [InlineData("B=\"a\"secret", 1, "there is text after the quoted value of B.")]
    public void A_broken_line_is_a_problem_that_does_not_quote_it(string text, int line, string message)
    {
        var problems = new ProblemList();
        DotEnvParser.Parse(text, ".env", new Dictionary<string, string>(), problems, []);

        var error = Should.Throw<FerryException>(problems.ThrowIfAny);

        error.Reason.ShouldBe($".env:{line}: {message}");
        error.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public void References_that_double_without_end_are_refused()
    {
        var lines = Enumerable.Range(1, 60).Select(number => $"A{number}=${{A{number - 1}}}${{A{number - 1}}}").Prepend("A0=0123456789");
        var problems = new ProblemList();

        DotEnvParser.Parse(string.Join('\n', lines), ".env", new Dictionary<string, string>(), problems, []);

        Should.Throw<FerryException>(problems.ThrowIfAny).Reason!.ShouldContain("more than a million characters");
    }

    [Fact]
    public void A_variable_that_is_not_set_is_a_finding()
    {
        var findings = new List<Finding>();
        DotEnvParser.Parse("A=1\nB=${NOPE}", ".env", new Dictionary<string, string>(), new ProblemList(), findings);

        findings.Single().Code.ShouldBe("config.variable-unset");
        findings.Single().Message.ShouldStartWith("Line 2 of .env refers to NOPE");
    }

    internal static IReadOnlyList<DotEnvEntry> Parse(string text)
    {
        var problems = new ProblemList();
        var entries = DotEnvParser.Parse(text, ".env", new Dictionary<string, string> { ["HOME"] = "/home/me" }, problems, []);
        problems.ThrowIfAny();
        return entries;
    }
}
