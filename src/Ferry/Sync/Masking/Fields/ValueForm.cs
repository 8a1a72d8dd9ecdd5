namespace Ferry.Sync.Masking.Fields;

/// <summary>What a value is, so that its mask is written as the same again.</summary>
internal enum ValueForm
{
    Text,
    Integer,
    Real,
    Binary,
}
