using System.Text.Json;
using Ferry.Merging;
using Ferry.Sync.Staging;

namespace Ferry.Sync.Identity;

/// <summary>Keeps what the rows of a table said about its identity when all of them were there: of the few that a later sync reads, a key may look unique that is not.</summary>
internal sealed class KnownFacts(IMergeConnection connection, IMergeDialect dialect, StagingTables staging, string area)
{
    private const string Name = "facts";

    private readonly Dictionary<string, SavedFacts> _known = new(StringComparer.OrdinalIgnoreCase);

    private string Facts => dialect.Staging.Table(area, Name);

    /// <summary>The tables that something is known of.</summary>
    public IReadOnlySet<string> Tables => _known.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (!staging.Has(Name))
        {
            var text = dialect.Staging.TypeOf(StagingType.Text);
            await staging.MakeAsync(new StagingTable(Name, [("tab", text), ("known", text)], []), cancellationToken).ConfigureAwait(false);
        }

        foreach (var row in await connection.QueryAsync($"SELECT tab, known FROM {Facts}", cancellationToken).ConfigureAwait(false))
        {
            _known[row[0]!] = JsonSerializer.Deserialize(row[1]!, SavedFactsJson.Default.SavedFacts)!;
        }
    }

    public IdentityFacts Of(string table, IdentityProposal proposal)
    {
        var saved = _known[table];
        return new(
            proposal.KeysToProve.Where(key => saved.Keys.ContainsKey(key.ToString())).ToDictionary(key => key, key => saved.Keys[key.ToString()]), saved.Agreement);
    }

    public async Task SaveAsync(string table, IdentityFacts facts, CancellationToken cancellationToken)
    {
        var saved = new SavedFacts(facts.Keys.ToDictionary(entry => entry.Key.ToString(), entry => entry.Value), facts.Agreement);
        _known[table] = saved;
        await connection.ExecuteAsync($"DELETE FROM {Facts} WHERE tab = {dialect.Literal(table)}", cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            $"INSERT INTO {Facts} (tab, known) VALUES ({dialect.Literal(table)}, {dialect.Literal(JsonSerializer.Serialize(saved, SavedFactsJson.Default.SavedFacts))})", cancellationToken)
            .ConfigureAwait(false);
    }
}
