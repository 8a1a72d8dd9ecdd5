using Ferry.Merging;
using Ferry.Schema;
using Ferry.Sync.Identity;

namespace Ferry.Sync.Model;

/// <summary>A table that both sides have, and how its rows are recognised and merged.</summary>
internal sealed record MergeTable
{
    private IReadOnlyList<IReadOnlyList<KeyPart>>? _keys;

    /// <summary>The table in the source.</summary>
    public required Table Source { get; init; }

    /// <summary>The table in the target.</summary>
    public required TableShape Target { get; init; }

    /// <summary>The columns that are merged, in the source's order.</summary>
    public required IReadOnlyList<MergeColumn> Columns { get; init; }

    /// <summary>The primary key; empty when rows have none that both sides know.</summary>
    public required IReadOnlyList<MergeColumn> Key { get; init; }

    /// <summary>How its rows are recognised; null until the rows are there.</summary>
    public IdentityChoice? Identity { get; init; }

    /// <summary>Whether ids are numbers that the target gives out, so that a row may come in under another one.</summary>
    public bool Numbered { get; init; }

    /// <summary>Whether rows that come in get a uuid, because the source numbers them.</summary>
    public bool GetsUuids { get; init; }

    /// <summary>Whether rows that come in get a number, because the source gives them uuids.</summary>
    public bool GetsNumbers { get; init; }

    /// <summary>Whether a new row keeps the id that it has in the source where that is free.</summary>
    public bool KeepsFreeIds { get; init; } = true;

    /// <summary>Whether several rows of the source may be the same one here, because the configuration says which of them counts.</summary>
    public bool Collapses { get; init; }

    /// <summary>Where its rows refer to.</summary>
    public IReadOnlyList<MergeReference> References { get; init; } = [];

    /// <summary>Parents that this table's rows are recognised before, because they wait for this table; mostly none.</summary>
    public IReadOnlyList<string> Later { get; init; } = [];

    /// <summary>The name, as the target has it.</summary>
    public string Name => Target.Name;

    /// <summary>Whether keys that differ in the source differ here, too.</summary>
    public bool HasUniqueSourceKey => Key.All(column => column.Source.Collation is null || column.Source.Collation == column.Target.Column.Collation);

    /// <summary>How many hashes a packed text has.</summary>
    public required int Cells { get; init; }

    /// <summary>The natural keys, the first that matches counts.</summary>
    public IReadOnlyList<IReadOnlyList<KeyPart>> NaturalKeys => _keys ??=
        Identity is null ? [] : [.. Identity.Keys.Select(key => key.Terms.Select(term => new KeyPart(Find(term.Column)!, term.Normalisers)).ToList())];

    /// <summary>The columns that an update may change.</summary>
    public IEnumerable<MergeColumn> Others => Columns.Except(Key);

    /// <summary>The columns in which rows must be equal to be the same: all that can be compared when it is the table's turn.</summary>
    public IEnumerable<MergeColumn> Compared => Others.Where(column => !References.Any(reference =>
        reference.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase) && Later.Contains(reference.Parent, StringComparer.OrdinalIgnoreCase)));

    /// <summary>Whether equal rows say anything: one column alone does not where others had to be left out.</summary>
    public bool HasComparable => Compared.Count() > (Later.Count > 0 ? 1 : 0);

    public MergeColumn? Find(string name) => Columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));
}
