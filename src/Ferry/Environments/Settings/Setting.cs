namespace Ferry.Environments;

/// <summary>One value as it was written, and where.</summary>
internal sealed record Setting(string? Value, SettingKind Kind, ConfigurationOrigin Origin)
{
    public bool IsContainer => Kind is SettingKind.Object or SettingKind.Array;

    public string KindInWords => Kind switch
    {
        SettingKind.Number => "a number",
        SettingKind.Boolean => "true or false",
        SettingKind.Object => "a section {…}",
        SettingKind.Array => "a list […]",
        SettingKind.Null => "null",
        _ => "text",
    };
}
