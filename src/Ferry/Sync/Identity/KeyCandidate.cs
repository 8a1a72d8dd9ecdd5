using Ferry.Sync.Rules;

namespace Ferry.Sync.Identity;

/// <summary>A natural key that the schema suggests.</summary>
/// <param name="Forms">The key in the forms in which it may be used, the best first; the first that is proven to be unique counts.</param>
/// <param name="Reason">Why it was chosen: <c>the unique key users_email_unique</c>.</param>
internal sealed record KeyCandidate(IReadOnlyList<KeyRule> Forms, string Reason);
