namespace Ferry.Sync.Masking;

/// <summary>The error of rules: all that is wrong at once.</summary>
internal static class MaskingFault
{
    public static void ThrowIfAny(IEnumerable<string> problems, string message)
    {
        string[] lines = [.. problems.Distinct()];
        if (lines.Length > 0)
        {
            throw new FerryException(
                FailureKind.Usage, "mask.rules-invalid", message, string.Join('\n', lines),
                "Correct Sync:Mask; docs/masking.md lists every kind and what it takes.");
        }
    }
}
