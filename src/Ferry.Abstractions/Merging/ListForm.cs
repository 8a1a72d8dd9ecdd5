namespace Ferry.Merging;

/// <summary>How a column's values hold several elements.</summary>
public enum ListForm
{
    /// <summary>As a text with something between them.</summary>
    Separated,

    /// <summary>As a JSON array.</summary>
    Json,
}
