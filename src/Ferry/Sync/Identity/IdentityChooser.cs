using Ferry.Reading;
using Ferry.Sync.Masking.Fields;
using Ferry.Sync.Model;
using Ferry.Sync.Rules;

namespace Ferry.Sync.Identity;

/// <summary>Proposes how rows are recognised: as the configuration says; else by natural keys that the schema suggests; else by what the primary key means.</summary>
/// <param name="rules">The configuration.</param>
/// <param name="format">How the source's rows are written, which tells SQLite's types from those of servers.</param>
internal sealed class IdentityChooser(SyncRules rules, RowFormat format)
{
    /// <summary>Proposes for one table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="references">What it refers to.</param>
    /// <param name="mark">The highest id that a restore brought from the source; null when none did.</param>
    /// <param name="masked">Columns whose values come masked: they say nothing about agreement.</param>
    public IdentityProposal Propose(TablePair table, IReadOnlyList<MergeReference> references, string? mark = null, IReadOnlySet<string>? masked = null)
    {
        var kind = PrimaryKeyKinds.Of(table, references, format);
        var proposal = new IdentityProposal { Table = table, PrimaryKey = kind, Mark = kind == PrimaryKeyKind.Numbered ? mark : null };
        if (rules.Identity.TryGetValue(table.Name, out var setting))
        {
            return proposal with { Configured = setting };
        }

        // A natural primary key, and one made of references, says itself who the row is.
        var candidates = kind is PrimaryKeyKind.Natural or PrimaryKeyKind.References ? [] : new KeyInference(table, references).Candidates();
        return proposal with { Candidates = candidates, Agreement = kind == PrimaryKeyKind.Numbered && mark is null ? Agreement(table, references, masked ?? new HashSet<string>()) : null };
    }

    private IdAgreement? Agreement(TablePair table, IReadOnlyList<MergeReference> references, IReadOnlySet<string> masked)
    {
        var plain = table.Columns.Where(column => !masked.Contains(column.Name)).ToList();
        if (plain.Find(column => ColumnRole.IsCreation(column.Name)) is { } creation)
        {
            return new([creation.Name], 1);
        }

        var referring = references.SelectMany(reference => reference.When is { } when ? reference.Columns.Append(when.Column) : reference.Columns)
            .Concat(table.Target.PrimaryKey).ToHashSet(StringComparer.OrdinalIgnoreCase);
        List<string> telling = [.. plain.Where(column => !referring.Contains(column.Name) && Tells(column)).Select(column => column.Name)];
        return telling.Count == 0 ? null : new(telling, (telling.Count + 1) / 2);
    }

    // Flags and choices have so few values that rows agree in them by chance.
    private bool Tells(ColumnPair column) =>
        FieldShape.Of(column.Target.Column, format) is { Family: not (ColumnFamily.Choice or ColumnFamily.Other) } shape
        && !(shape.Family == ColumnFamily.Integer && (shape.Range.Greatest <= byte.MaxValue || column.Name.StartsWith("is_", StringComparison.OrdinalIgnoreCase)));
}
