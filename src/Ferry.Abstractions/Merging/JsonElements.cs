namespace Ferry.Merging;

/// <summary>The elements of a list inside a document, in a statement.</summary>
/// <param name="Alias">The name under which they are joined.</param>
/// <param name="From">A table of them, to be joined to the one that holds the document; without rows where there is no list, or no JSON.</param>
/// <param name="One">An expression for one of them, as JSON.</param>
public sealed record JsonElements(string Alias, string From, string One);
