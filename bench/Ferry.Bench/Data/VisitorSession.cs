namespace Ferry.Bench.Data;

/// <summary>One visit.</summary>
/// <param name="User">Who is logged in; 0 for nobody; null before the first visit.</param>
/// <param name="Address">The visitor's address.</param>
/// <param name="Agent">The visitor's browser.</param>
/// <param name="Token">The session's name.</param>
/// <param name="Referrer">Where the visitor came from.</param>
internal readonly record struct VisitorSession(long? User, string Address, string Agent, string Token, string Referrer)
{
    public static VisitorSession Start(Dice dice, long users) => new(
        dice.Chance(65) ? 1 + dice.Below(users) : 0,
        $"{dice.Between(1, 223)}.{dice.Below(256)}.{dice.Below(256)}.{dice.Below(256)}",
        dice.PickSkewed(Words.Agents),
        new TextBuffer().AddToken(dice, 26).Text.ToString(),
        dice.PickSkewed(Words.Referrers));
}
