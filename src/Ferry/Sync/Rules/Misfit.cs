using Ferry.Environments;

namespace Ferry.Sync.Rules;

/// <summary>What is done with values that do not fit a column.</summary>
/// <param name="Rule">What is done with them.</param>
/// <param name="Members">What takes the place of single words that an ENUM does not know, and of single elements of a SET.</param>
internal sealed record Misfit(MisfitRule Rule, IReadOnlyDictionary<string, string> Members)
{
    public static Misfit? Of(MisfitOptions options, Action<string> problem)
    {
        if (options.Rule is null && options.Members.Count == 0)
        {
            problem("needs a rule such as \"truncate\", or { \"Members\": { \"old\": \"new\" } }.");
            return null;
        }

        return new(options.Rule ?? MisfitRule.Fail, options.Members);
    }
}
