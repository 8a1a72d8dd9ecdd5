namespace Ferry.Environments;

/// <summary>Marks a setting whose value is never shown, unless it is only a reference.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class SecretSettingAttribute : Attribute
{
    /// <summary>Whether the secret is only a part of the value, a URL.</summary>
    public bool InsideUrl { get; init; }

    /// <summary>What may be shown of a value.</summary>
    public string Mask(string value) =>
        SecretReference.Parse(value) is { Kind: not SecretKind.Literal } ? value
        : InsideUrl ? DatabaseUrl.Mask(value)
        : new Secret(value).ToString();
}
