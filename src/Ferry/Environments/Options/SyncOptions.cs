using System.ComponentModel.DataAnnotations;

namespace Ferry.Environments;

/// <summary>How environments are merged.</summary>
public sealed class SyncOptions
{
    /// <summary>Which of the tables are merged.</summary>
    public ScopeOptions Tables { get; init; } = new();

    /// <summary>Which rows of a table are taken from the source, as an SQL condition, by table. Parents that these rows need come along.</summary>
    public IReadOnlyDictionary<string, string> Where { get; init; } = new Dictionary<string, string>();

    /// <summary>How the same entity is recognised in both environments, by table.</summary>
    public IReadOnlyDictionary<string, IdentityRule> Identity { get; init; } = new Dictionary<string, IdentityRule>();

    /// <summary>References that the database does not declare, by column: <c>posts.author_id</c>, or <c>settings.value$.owner_id</c> inside JSON, <c>posts.meta$.tags[*]</c> for a list there.</summary>
    public IReadOnlyDictionary<string, ReferenceOptions> References { get; init; } = new Dictionary<string, ReferenceOptions>();

    /// <summary>Whose value a cell gets, by table and column; <c>*</c> stands for all others.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, PolicyOptions>> Policies { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, PolicyOptions>>();

    /// <summary>Whose value a cell gets that both sides have changed, where no policy says so.</summary>
    /// <value>The target's: what was edited here stays.</value>
    public PreferredSide Prefer { get; init; }

    /// <summary>What happens to a row whose parent is not there, by table or by reference (<c>posts.author_id</c>): <c>insert</c>, <c>placeholder</c>, <c>use(key)</c>, <c>null</c> or <c>skip</c>.</summary>
    public IReadOnlyDictionary<string, string> Missing { get; init; } = new Dictionary<string, string>();

    /// <summary>Which ids new rows get, by table; <c>*</c> stands for all others.</summary>
    public IReadOnlyDictionary<string, NewIds> Ids { get; init; } = new Dictionary<string, NewIds>();

    /// <summary>Which of several rows counts when they turn out to be the same row here, by table.</summary>
    public IReadOnlyDictionary<string, CollapseOptions> Collapse { get; init; } = new Dictionary<string, CollapseOptions>();

    /// <summary>Rows of the target that are never changed, by table.</summary>
    public IReadOnlyDictionary<string, ExemptOptions> Exempt { get; init; } = new Dictionary<string, ExemptOptions>();

    /// <summary>The column that every change of a row raises, by table: it says which of two rows is the newer one, and which rows of the source need be looked at.</summary>
    public IReadOnlyDictionary<string, string> Watermark { get; init; } = new Dictionary<string, string>();

    /// <summary>How far below the highest time in a watermark rows are looked at again: a transaction that was open is committed later with the time that it took before, clocks differ, and an hour of local time comes twice.</summary>
    /// <value>2 hours.</value>
    [TimeSpanRange("0s", "30d")]
    public TimeSpan WatermarkMargin { get; init; } = TimeSpan.FromHours(2);

    /// <summary>The same for watermarks that are numbers.</summary>
    /// <value>10,000.</value>
    [Range(0, 1_000_000_000)]
    public int WatermarkNumbers { get; init; } = 10_000;

    /// <summary>After how long all rows of a table with a watermark are compared again, because of changes that did not raise it.</summary>
    /// <value>One day.</value>
    [TimeSpanRange("0s", "30d")]
    public TimeSpan DigestAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>What is done with values of the source that do not fit the target's column, by table and column; <c>*</c> stands for all others.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, MisfitOptions>> Misfits { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, MisfitOptions>>();

    /// <summary>What is done about a column that is new in a protected source since the last sync, looks personal and has no rule in <see cref="Mask"/>.</summary>
    /// <value>It is warned of.</value>
    public Caution NewColumns { get; init; }

    /// <summary>What is done when the source is older than what the last sync saw of it: a replica that lags, a server that was put back, an older backup.</summary>
    /// <value>It halts.</value>
    public Caution OlderSource { get; init; } = Caution.Halt;

    /// <summary>The longest that a sync may read from one snapshot of the source, which has to keep what others change meanwhile.</summary>
    /// <value>One day.</value>
    [TimeSpanRange("1m", "30d")]
    public TimeSpan SnapshotLimit { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How many of the latest runs can be undone.</summary>
    /// <value>5.</value>
    [Range(1, 1000)]
    public int KeepRuns { get; init; } = 5;

    /// <summary>Up to how many rows are written in one transaction. What has more is written in several, parents first; a run that breaks off between them is finished by the next.</summary>
    /// <value>1,000,000.</value>
    [Range(1, 1_000_000_000)]
    public int RowsPerTransaction { get; init; } = 1_000_000;

    /// <summary>What takes the place of personal values before they reach the target, by <c>table.column</c>; both may be globs.</summary>
    public IReadOnlyDictionary<string, MaskOptions> Mask { get; init; } = new Dictionary<string, MaskOptions>();

    /// <summary>The key that masked values are derived from: <c>env:NAME</c>, <c>file:PATH</c>, or the key itself; 32 bytes in base64 or hexadecimal.</summary>
    /// <value>One that is made at the first sync and kept in <c>.ferry/mask.key</c> beside the configuration.</value>
    [SecretSetting]
    public string? MaskKey { get; init; }
}
