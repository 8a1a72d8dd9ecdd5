using Ferry.Merging;
using Ferry.Schema;

namespace Ferry.Sync.Model;

/// <summary>A column whose values the source has and the target can be given.</summary>
/// <param name="Source">The column in the source.</param>
/// <param name="Target">The column in the target.</param>
internal sealed record ColumnPair(Column Source, ColumnShape Target)
{
    /// <summary>The name, as the target has it.</summary>
    public string Name => Target.Name;
}
