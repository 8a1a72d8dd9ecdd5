using Ferry.Environments;
using Ferry.Sync.Masking.Detection;
using Ferry.Sync.Model;
using Ferry.Sync.Sources;

namespace Ferry.Sync.Planning;

/// <summary>What may speak against reading a single row of a source: it is older than what was seen of it, or it has personal columns that nobody has looked at.</summary>
internal sealed class SourceCautions(SyncTarget target, SourceRows source, SyncRequest request, IReadOnlyList<MergeTable> tables)
{
    public async Task<IReadOnlyList<Finding>> FindAsync(CancellationToken cancellationToken)
    {
        var older = await target.Moment.CompareAsync(source.Moment, request.Source.Environment, request.Options.OlderSource, cancellationToken).ConfigureAwait(false);
        return [.. older is null ? [] : new[] { older }, .. request.Source.Protected ? await PersonalAsync(cancellationToken).ConfigureAwait(false) : []];
    }

    private async Task<IReadOnlyList<Finding>> PersonalAsync(CancellationToken cancellationToken)
    {
        var merged = source.Catalog.Tables.Where(table => Find(table.Name) is not null);
        var personal = await PersonalDataDetector.DetectAsync(merged, target.Dialect.Staging.Rows.Format, sampler: null, cancellationToken).ConfigureAwait(false);
        var unclassified = PersonalDataDetector.Unclassified(personal, request.Masks);
        var added = request.Options.NewColumns == Caution.Halt ? await NewAsync(unclassified, cancellationToken).ConfigureAwait(false) : [];
        var environment = request.Source.Environment;
        return [.. PersonalDataDetector.Halt(environment, added), .. PersonalDataDetector.Warn(environment, unclassified.Except(added))];
    }

    // At the first sync all columns are new; then the warning is for whoever looks at the plan.
    private async Task<IReadOnlyList<PersonalColumn>> NewAsync(IReadOnlyList<PersonalColumn> columns, CancellationToken cancellationToken)
    {
        var seen = await target.Columns.ReadAsync(cancellationToken).ConfigureAwait(false);
        return seen.Count == 0 ? [] : [.. columns.Where(column => Find(column.Table)!.Find(column.Column) is { } merged && !seen[column.Table].Contains(merged.Name, StringComparer.OrdinalIgnoreCase))];
    }

    private MergeTable? Find(string table) => tables.FirstOrDefault(merged => string.Equals(merged.Name, table, StringComparison.OrdinalIgnoreCase));
}
