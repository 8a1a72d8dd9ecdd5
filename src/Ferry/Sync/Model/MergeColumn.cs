using Ferry.Merging;
using Ferry.Schema;

namespace Ferry.Sync.Model;

/// <summary>A column that both sides have and whose values are merged.</summary>
/// <param name="Source">The column in the source.</param>
/// <param name="Target">The column in the target.</param>
/// <param name="Index">Its place among the table's columns, from 0.</param>
/// <param name="Cell">Its place in packed cell hashes, which never changes between runs.</param>
internal sealed record MergeColumn(Column Source, ColumnShape Target, int Index, int Cell)
{
    public string Name => Target.Name;

    /// <summary>Whether another id takes the place of every value, because the source has uuids where the target has numbers.</summary>
    public bool IsExchanged { get; init; }

    /// <summary>The column that staged values are like; null for what never comes here.</summary>
    public ColumnShape? Shape => IsExchanged ? null : Target;

    /// <summary>The value to be written, in the table of changes.</summary>
    public string New => $"n{Index}";

    /// <summary>The value that was there, in the table of changes.</summary>
    public string Old => $"o{Index}";
}
