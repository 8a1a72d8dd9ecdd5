namespace Ferry.Environments;

/// <summary>What a value was written as.</summary>
internal enum SettingKind
{
    /// <summary>From a place that knows only text, such as a variable.</summary>
    Untyped,
    Text,
    Number,
    Boolean,
    Null,
    Object,
    Array,
}
