namespace Ferry.Merging;

/// <summary>A list inside JSON documents whose elements hold keys, or lists of such, and what these become.</summary>
/// <param name="Path">Where the list is.</param>
/// <param name="Elements">Its elements.</param>
/// <param name="Joins">The joins behind them that the keys need.</param>
/// <param name="Keys">The keys in each element, with paths from there: <c>$</c> for an element that is a key.</param>
/// <param name="Lists">The lists in each element, with paths from there: <c>$</c> for an element that is a list.</param>
public sealed record JsonList(string Path, JsonElements Elements, string Joins, IReadOnlyList<JsonKey> Keys, IReadOnlyList<JsonList> Lists);
