using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Sync;

/// <summary>References that nobody declares are proposed, with a rule to paste.</summary>
public sealed class ReferenceProposalTests
{
    [Fact]
    public Task Case_26_28_Types_and_ids_in_JSON_are_proposed_in_SQLite() => ProposesAsync(new SyncPair(new SqliteSide(), new SqliteSide()));

    [Theory]
    [InlineData(ServerKind.MariaDb)]
    [InlineData(ServerKind.MySql)]
    public async Task Case_26_28_Types_and_ids_in_JSON_are_proposed(ServerKind kind) => await ProposesAsync(new SyncPair(await ServerSide.MakeAsync(kind), await ServerSide.MakeAsync(kind)));

    private static async Task ProposesAsync(SyncPair pair)
    {
        await using var closing = pair;
        await pair.BothAsync(
            "CREATE TABLE users (id {id}, name VARCHAR(20))", "CREATE TABLE movies (id {id}, title VARCHAR(20))",
            "CREATE TABLE comments (id {id}, commentable_type VARCHAR(50), commentable_id BIGINT, meta JSON)");
        for (var number = 1; number <= 30; number++)
        {
            await pair.Production.ExecuteAsync(
                $"INSERT INTO users VALUES ({number}, 'u{number}')", $"INSERT INTO movies VALUES ({number}, 'm{number}')",
                $$"""INSERT INTO comments VALUES ({{number}}, 'App/Movie', {{number}}, '{"user_id": {{number}}, "size": {{number}}, "movies": [{{number}}, 1]}')""");
        }

        var findings = (await pair.PlanAsync()).Databases.Single().Findings;

        findings.Select(finding => finding.Remedy).ShouldBe(
        [
            """
            "Sync": { "References": { "comments.commentable_id": { "Type": "commentable_type", "Tables": { "App/Movie": "movies" } } } }
            """,
            """
            "Sync": { "References": { "comments.meta$.movies[*]": "movies" } }
            """,
            """
            "Sync": { "References": { "comments.meta$.user_id": "users" } }
            """,
        ]);
    }
}
