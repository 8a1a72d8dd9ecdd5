using System.Text.RegularExpressions;

namespace Ferry.Sync.Masking.Detection;

/// <summary>What a column's name says.</summary>
/// <param name="Words">Matches the whole name, or its end, in lower case with underscores.</param>
/// <param name="Kind">The kind that fits.</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="InPersonTables">Whether that holds in tables about people alone.</param>
internal sealed record NamePattern(Regex Words, MaskKind Kind, Confidence Confidence, bool InPersonTables = false);
