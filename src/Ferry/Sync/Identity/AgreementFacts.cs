namespace Ferry.Sync.Identity;

/// <summary>How far rows with the same id agree.</summary>
/// <param name="Pairs">Ids that both sides have.</param>
/// <param name="Agreeing">Those whose rows agree as <see cref="IdAgreement"/> demands.</param>
internal sealed record AgreementFacts(long Pairs, long Agreeing)
{
    /// <summary>The share that agrees; 0 without a pair.</summary>
    public double Share => Pairs == 0 ? 0 : (double)Agreeing / Pairs;
}
