using Ferry.Environments;

namespace Ferry.Sync.Masking.Detection;

/// <summary>A column that looks personal, with a proposal.</summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Column">Name of the column.</param>
/// <param name="Proposal">The kind that fits what it seems to hold.</param>
/// <param name="Confidence">How sure that is.</param>
/// <param name="Reason">Why it looks personal, in a few words. Never a value.</param>
public sealed record PersonalColumn(string Table, string Column, MaskKind Proposal, Confidence Confidence, string Reason)
{
    /// <summary>The proposal as a line of <c>Sync:Mask</c>.</summary>
    public string Rule => $"\"{Table}.{Column}\": \"{SettingConverter.Words(Proposal)}\"";
}
