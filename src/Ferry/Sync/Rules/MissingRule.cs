using Ferry.Environments;

namespace Ferry.Sync.Rules;

/// <summary>What happens to a row whose parent is missing, with what the choice needs.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Key">The primary key, in the target, of the row that <see cref="MissingParent.Use"/> means, commas between its parts; null for the others.</param>
internal sealed record MissingRule(MissingParent Kind, string? Key = null)
{
    private static readonly MissingParent[] _plain = [.. Enum.GetValues<MissingParent>().Where(kind => kind != MissingParent.Use)];
    private static readonly string[] _words = [.. _plain.Select(kind => SettingConverter.Words(kind)), "use(key)"];

    public static MissingRule? Of(string text, Action<string> problem)
    {
        var word = text.Trim();
        if (Call.Of(word) is { Name: var name, Argument: { Length: > 0 } key } && string.Equals(name, "use", StringComparison.OrdinalIgnoreCase))
        {
            return new(MissingParent.Use, key);
        }

        foreach (var kind in _plain)
        {
            if (string.Equals(SettingConverter.Words(kind), word, StringComparison.OrdinalIgnoreCase))
            {
                return new(kind);
            }
        }

        problem($"'{word}' does not say what becomes of rows without a parent.{NearestName.Hint(word, _words)} There are {string.Join(", ", _words)}.");
        return null;
    }
}
