namespace Ferry.MySql.Detection;

/// <summary>How a value goes into the text that a row's hash is made of, so that no two rows make the same text.</summary>
internal enum ValueForm
{
    /// <summary>Its own text and a comma, which that text never holds: numbers, times, addresses.</summary>
    Plain,

    /// <summary>Its length in bytes, a colon and its bytes.</summary>
    Measured,

    /// <summary>The hash of its bytes and a comma: values so long that the text would outgrow a packet.</summary>
    Hashed,
}
