using CsCheck;
using Ferry.TestServers;

namespace Ferry.EndToEnd.Tests.Fidelity;

public sealed class RandomDatabaseTests(ITestOutputHelper output)
{
    // Each case is a database of 12 tables. A failure names the seed: CsCheck_Seed=… runs it again.
    [Theory, OnEachServer]
    public Task Random_schemas_and_rows_come_back(ServerKind kind) => RandomDatabase.Of(kind).SampleAsync(
        statements => SurviveAsync(kind, statements), iter: 2, threads: 1, writeLine: output.WriteLine, print: statements => string.Join(";\n", statements));

    private static async Task SurviveAsync(ServerKind kind, IEnumerable<string> statements)
    {
        try
        {
            await RoundTrip.SurvivesAsync(kind, statements);
        }
        catch (FerryException exception)
        {
            throw new InvalidOperationException($"{exception.Message} {exception.Reason}", exception);
        }
    }
}
