namespace Ferry.Merging;

/// <summary>A key inside JSON documents, and what it becomes.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Found">An expression for the key that a document holds there; where it is NULL, nothing changes.</param>
/// <param name="Value">An expression for the key that shall be there; NULL for a JSON null.</param>
public sealed record JsonKey(string Path, string Found, string Value);
