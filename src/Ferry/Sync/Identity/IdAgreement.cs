namespace Ferry.Sync.Identity;

/// <summary>When two rows with the same id are taken for the same row although nothing else says so.</summary>
/// <param name="Columns">The columns that tell entities apart: the time of creation alone where there is one, else all that are neither keys, references nor flags.</param>
/// <param name="Least">How many of them must be equal (NULL equals NULL).</param>
internal sealed record IdAgreement(IReadOnlyList<string> Columns, int Least)
{
    /// <summary>The share of same-id rows that must agree before equal ids mean anything in a table. Below it most ids coincide by chance; above it, a row that
    /// agrees in half of what tells entities apart is hardly another one.</summary>
    public const double Threshold = 0.5;

    /// <summary>How many rows with the same id there must be: a few agree by chance, when both sides were filled by the same seeds.</summary>
    public const long FewestPairs = 5;
}
