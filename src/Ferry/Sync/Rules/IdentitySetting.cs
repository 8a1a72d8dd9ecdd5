using Ferry.Environments;

namespace Ferry.Sync.Rules;

/// <summary>What the configuration says about recognising the rows of a table.</summary>
/// <param name="Kind">By natural keys, by the primary key, or not at all.</param>
/// <param name="Keys">The natural keys in order of trust; empty for the other kinds.</param>
internal sealed record IdentitySetting(IdentityKind Kind, IReadOnlyList<KeyRule> Keys);
